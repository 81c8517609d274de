export interface Example {
  label: string
  wish: string
}

/** Wishes of different kinds, each with something that only it has: a board, a calendar, a shop, a site, a look. */
export const EXAMPLES: readonly Example[] = [
  {
    label: 'Bike repair shop',
    wish: 'A bike repair shop: customers book repairs online, mechanics move repairs across a board from received to in repair to ready, and the owner sees revenue by month. Use a dark green look.',
  },
  {
    label: 'Lending library',
    wish: 'A library: members borrow books, librarians track loans on a board. Books have a title, an author, an ISBN and a shelf.',
  },
  {
    label: 'Volunteer shifts',
    wish: 'A food bank: volunteers take shifts, which are shown on a calendar. Shifts have a place, a date, a start time and the number of people needed. Coordinators manage everything. Use a teal look.',
  },
  {
    label: 'Online shop',
    wish: 'An online shop for handmade ceramics with a cart and a checkout. Products have a name, a picture, a price, a category and a stock. The owner sees sales by month.',
  },
  {
    label: 'Sales pipeline',
    wish: 'A CRM for a small agency: companies, contacts and deals with a value and a close date. Salespeople move deals across a board; managers see the total value by stage.',
  },
  {
    label: 'Restaurant',
    wish: 'A website for an Italian restaurant with a menu, opening hours, a gallery and table bookings. Staff confirm bookings. Use a dark red look.',
  },
  {
    label: 'Help desk',
    wish: 'A help desk: employees open tickets with a subject, a description, a priority and a screenshot. Agents move tickets across a board and reply with comments. Managers see tickets by priority.',
  },
  {
    label: 'Reading list',
    wish: 'Keep a list of the books that I have read. Books have a title, an author, a genre, a finished date and notes. Use a navy look.',
  },
]
