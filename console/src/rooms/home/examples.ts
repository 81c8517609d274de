export interface Example {
  label: string
  wish: string
}

/** Wishes of different kinds, each with something that only it has: a site, a board, a calendar, a shop, a look. */
export const EXAMPLES: readonly Example[] = [
  {
    label: 'Bike repair shop',
    wish: 'A bike repair shop: customers book repairs online, mechanics move jobs across a board from received to in repair to ready, and the owner sees revenue by month. Dark green.',
  },
  {
    label: 'Lending library',
    wish: 'A library: members borrow books and see what is due, librarians track loans on a board and note overdue fines. Each book has a title, an author, an ISBN and a shelf.',
  },
  {
    label: 'Team of volunteers',
    wish: 'Volunteers of a food bank sign up for shifts on a calendar. Coordinators make shifts with a place, a time and how many people are needed, and see which are not full yet. Warm colours.',
  },
  {
    label: 'Small online shop',
    wish: 'An online shop for handmade ceramics with a cart and a checkout. Visitors browse by category, the potter manages products with pictures, prices and stock, and sees new orders first.',
  },
  {
    label: 'Sales pipeline',
    wish: 'A CRM for a small agency: companies, contacts and deals with a value and a close date. Salespeople move deals across a board; managers see the total value by stage.',
  },
  {
    label: 'Restaurant site',
    wish: 'A website for an Italian restaurant with the menu by course, opening hours, photos and a form to book a table. The staff confirm bookings. Deep red and cream.',
  },
  {
    label: 'Classroom',
    wish: 'A school app: teachers give homework to classes with a due date, students hand in answers, and teachers grade them from 1 to 6. Parents see the grades of their child.',
  },
  {
    label: 'Reading list',
    wish: 'Keep a list of the books that I have read, with an author, a rating from 1 to 5, the date I finished and a note. Calm and blue.',
  },
]
