/** Rows to take and to pass over for `?page=` and `?pageSize=`. */
export const pageOf = ({ page, pageSize }: { page: number; pageSize: number }): { limit: number; offset: number } => ({
  limit: pageSize,
  offset: (page - 1) * pageSize,
});
