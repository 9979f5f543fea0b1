interface OfDepartment {
  readonly name: string;
  readonly department: { readonly id: string; readonly name: string };
}

/** The things of one department. */
export interface DepartmentGroup<T> {
  readonly department: OfDepartment['department'];
  readonly items: readonly T[];
}

/** In groups by department; both the groups and what is in them by name. */
export function byDepartment<T extends OfDepartment>(all: readonly T[]): readonly DepartmentGroup<T>[] {
  const groups = new Map<string, { department: OfDepartment['department']; items: T[] }>();
  for (const each of all) {
    const group = groups.get(each.department.id) ?? { department: each.department, items: [] };
    group.items.push(each);
    groups.set(each.department.id, group);
  }
  for (const group of groups.values()) {
    group.items.sort((a, b) => a.name.localeCompare(b.name));
  }
  return [...groups.values()].sort((a, b) => a.department.name.localeCompare(b.department.name));
}
