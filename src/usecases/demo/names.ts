/** Where somebody's names, and the form of their telephone number, come from. */
export interface Culture {
  /** How many of a hundred visitors. */
  readonly share: number;
  readonly first: readonly string[];
  readonly family: readonly string[];
  readonly phones: 'british' | 'american' | 'french' | 'german' | 'swedish';
}

const list = (names: string): string[] => names.split(', ');

/** The visitors of a venue by the Mediterranean; common names come first in each list. */
export const CULTURES: readonly Culture[] = [
  {
    share: 33,
    phones: 'french',
    first: list(
      'María, Lucía, Antonio, Carmen, José, Ana, David, Laura, Javier, Marta, Pablo, Elena, Sergio, Paula, Álvaro, Sofía, Raúl, Nerea, ' +
        'Íñigo, Begoña, Joaquín, Rocío, Andrés, Núria, Óscar, Inés, Ramón, Aitana, Jordi, Concepción',
    ),
    family: list(
      'García, Martínez, López, Sánchez, Fernández, Pérez, Gómez, Ruiz, Navarro, Torres, Domínguez, Vázquez, Ramos, Gil, Serrano, Blanco, ' +
        'Molina, Ortega, Delgado, Castro, Ortiz, Rubio, Marín, Sanz, Iglesias, Núñez, Medina, Garrido, Cortés, Castillo, Lozano, Guerrero, ' +
        'Cano, Prieto, Méndez, Calvo, Ibáñez, Peña, Etxeberria, Aguirre, Escudero, Quintana, Zubiri, Montaner, Cifuentes, de la Fuente',
    ),
  },
  {
    share: 14,
    phones: 'british',
    first: list(
      'Emma, Jack, Olivia, James, Sophie, Thomas, Grace, Daniel, Hannah, Oliver, Charlotte, Ryan, Megan, Liam, Niamh, Callum, Siân, Zoë',
    ),
    family: list(
      'Smith, Jones, Taylor, Brown, Williams, Wilson, Evans, Thomas, Johnson, Roberts, Walker, Wright, Robinson, Thompson, Hughes, Green, ' +
        'Murphy, O’Connor, Campbell, MacLeod, Fitzgerald, Whitaker, Ashworth, Pemberton, Gallagher, Llewellyn',
    ),
  },
  {
    share: 8,
    phones: 'american',
    first: list('Michael, Ashley, Jessica, Tyler, Madison, Brandon, Kayla, Marcus, Savannah, Jamal, Brooke, Dwayne'),
    family: list(
      'Miller, Davis, Anderson, Jackson, Moore, Nguyen, Washington, Rivera, Coleman, Hayes, Kowalski, Brooks, Delacroix, Whitfield',
    ),
  },
  {
    share: 9,
    phones: 'french',
    first: list(
      'Camille, Lucas, Léa, Hugo, Chloé, Théo, Manon, Élodie, Gaël, Aurélie, François, Maëlle, Benoît, Zélie',
    ),
    family: list(
      'Martin, Bernard, Dubois, Petit, Moreau, Lefèvre, Roux, Girard, Mercier, Guérin, Chevalier, Béranger, Le Gall, Duchêne, Fabre, Rousseau',
    ),
  },
  {
    share: 9,
    phones: 'german',
    first: list(
      'Lukas, Anna, Jonas, Lea, Felix, Katharina, Jürgen, Sabine, Björn, Käthe, Maximilian, Jörg, Franziska, Günther',
    ),
    family: list(
      'Müller, Schmidt, Schneider, Fischer, Weber, Becker, Schäfer, Köhler, Krüger, Vogel, Groß, Böhm, Weiß, Lehmann, Brandt, von Hagen',
    ),
  },
  {
    share: 5,
    phones: 'french',
    first: list('Giulia, Marco, Francesca, Lorenzo, Chiara, Matteo, Niccolò, Beatrice, Alessio, Martina'),
    family: list(
      'Rossi, Russo, Ferrari, Esposito, Romano, Ricci, Marino, Greco, De Luca, Fontana, Caputo, Bellini, D’Angelo',
    ),
  },
  {
    share: 5,
    phones: 'french',
    first: list('João, Beatriz, Tiago, Inês, Gonçalo, Catarina, Rui, Mariana, Luís, Conceição'),
    family: list(
      'Silva, Santos, Ferreira, Oliveira, Costa, Sousa, Gonçalves, Araújo, Magalhães, Simões, Brandão, Teixeira',
    ),
  },
  {
    share: 4,
    phones: 'swedish',
    first: list('Erik, Astrid, Lars, Freja, Søren, Åsa, Mikkel, Ingrid, Håkon, Sigrún'),
    family: list(
      'Andersson, Hansen, Johansson, Lindqvist, Nyström, Jørgensen, Ødegård, Bergström, Håkansson, Þorsteinsdóttir',
    ),
  },
  {
    share: 3,
    phones: 'german',
    first: list('Katarzyna, Piotr, Agnieszka, Łukasz, Małgorzata, Tomáš, Zuzana, Ondřej'),
    family: list('Nowak, Wiśniewska, Zieliński, Wójcik, Szymańska, Novák, Dvořáková, Černý, Jabłońska, Kučera'),
  },
  {
    share: 3,
    phones: 'american',
    first: list('Mohammed, Fatima, Youssef, Amina, Omar, Layla, Karim, Salma'),
    family: list('Haddad, El Idrissi, Benali, Khalil, Mansour, Al-Sayed, Bouzid, Nasser, Chraibi, Zeroual'),
  },
  {
    share: 2,
    phones: 'german',
    first: list('Ayşe, Mehmet, Elif, Çağla, Ömer, Gülşen'),
    family: list('Yılmaz, Kaya, Demir, Öztürk, Şahin, Çelik, Aydın, Koç'),
  },
  {
    share: 3,
    phones: 'british',
    first: list('Priya, Arjun, Ananya, Rahul, Sana, Imran, Chidi, Adaeze'),
    family: list('Patel, Sharma, Khan, Singh, Iyer, Chatterjee, Okafor, Adeyemi'),
  },
  {
    share: 2,
    phones: 'american',
    first: list('Wei, Mei-Ling, Hiroshi, Yuki, Min-jun, Linh'),
    family: list('Chen, Wang, Tanaka, Sato, Kim, Trần, Zhang, Nakamura'),
  },
];
