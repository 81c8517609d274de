"""What prompts of kinds that no lexicon foresaw are read as."""

from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import AppSpec, FieldType


def names(spec: AppSpec) -> set[str]:
    return {entity.name for entity in spec.entities if not entity.internal}


def fields(spec: AppSpec, entity: str) -> list[str]:
    return [field.name for field in spec.entity(entity).fields]


def left(spec: AppSpec) -> set[str]:
    return {reason.subject for reason in spec.not_built}


def test_what_people_see_of_a_thing_is_fields_of_it() -> None:
    spec = read(
        "A website for mineral collectors. Users should be able to browse fossils and view the age, finding place, "
        "and rock layer of a fossil."
    )
    assert {"name", "photo", "age", "finding_place", "rock_layer"} <= set(fields(spec, "fossil"))
    assert left(spec) == set()


def test_what_is_counted_of_things_is_no_field_of_them() -> None:
    spec = read("A dashboard for parcels. Users view the number and ranking of parcels in different provinces.")
    assert not {"number", "ranking"} & {field.name for entity in spec.entities for field in entity.fields}


def test_unknown_records_have_fields_of_their_sort() -> None:
    spec = read("A system for a theatre: staff manage lighting schemes and write handover sheets.")
    assert fields(spec, "scheme") == ["title", "starts_on", "ends_on", "status", "description"]
    assert fields(spec, "handover_sheet") == ["title", "submitted_on", "status", "description"]


def test_what_visitors_look_through_has_a_picture_and_a_text() -> None:
    spec = read("A website for a hat maker. Users should be able to browse bonnets and search bonnets by season.")
    bonnet = spec.entity("bonnet")
    assert [(field.name, field.type) for field in bonnet.fields] == [
        ("name", FieldType.TEXT),
        ("photo", FieldType.IMAGE),
        ("season", FieldType.CHOICE),
        ("description", FieldType.LONG_TEXT),
    ]


def test_a_word_alone_means_what_the_compound_with_it_named() -> None:
    spec = read(
        "A website for teachers of a school. Teachers create didactic plans with subject, grade and objectives, "
        "share plans and comment on plans."
    )
    assert "plan" not in names(spec)
    assert "work_plan" not in names(spec)
    assert "didactic_plan" in names(spec)


def test_the_name_of_something_else_names_no_row() -> None:
    spec = read("A marketplace where students publish textbooks with the course name, condition, and price.")
    book = spec.entity("textbook")
    assert [field.name for field in book.fields][:4] == ["title", "course_name", "condition", "price"]
    assert book.fields[0].required


def test_a_gerund_may_begin_the_name_of_a_field() -> None:
    spec = read("Employees enter sales with store, product, quantity, selling price, and date.")
    assert "selling_price" in fields(spec, "sale")


def test_qualities_are_no_wishes_for_functions() -> None:
    spec = read(
        "Design a landing page for a dental clinic with a contact form. The page should be well-structured, "
        "enhance credibility, build trust and reduce loading time."
    )
    assert left(spec) == set()


def test_a_wish_that_is_left_is_told_once_and_whole() -> None:
    spec = read("A planning tool. Users manage tasks and hum tunes. Users should be able to grease axles and bearings.")
    told = [subject for subject in left(spec) if "axles" in subject or "bearings" in subject]
    assert told == ["grease axles and bearings"]


def test_pages_among_functions_are_one_of_them() -> None:
    spec = read(
        "An alumni website for a high school. It should have functionalities for alumni directory, class pages, "
        "reunion activities, alumni news, and donation."
    )
    assert {"alumnus_entry", "donation"} <= names(spec)
    assert spec.name == "High School Alumni"


def test_approving_what_others_sent_is_no_review() -> None:
    spec = read(
        "A content website for a newspaper with comment review. Editors write articles and submit them for review. "
        "Readers browse articles and post comments, which are displayed after being reviewed."
    )
    assert "review" not in names(spec)
    assert not {subject for subject in left(spec) if "review" in subject}


def test_both_languages_are_said_not_to_be_built() -> None:
    spec = read("A corporate website for a lift company with services. It should support both Chinese and English.")
    assert {"pages are in English"} == {reason.because for reason in spec.not_built}


def test_companies_show_services_cases_and_certificates() -> None:
    spec = read(
        "A corporate website for a lift company. It should have functionalities for service items, maintenance cases, "
        "qualification certificates, and a price table."
    )
    labels = {entity.label for entity in spec.entities}
    assert {"Service item", "Maintenance case", "Qualification certificate", "Price"} <= labels


def test_a_car_park_keeps_spaces_and_who_comes_and_goes() -> None:
    spec = read(
        "A parking lot management system: parking space management, vehicle entry and exit records and monthly cards."
    )
    assert fields(spec, "parking_space")[0] == "space_number"
    assert "plate_number" in fields(spec, "vehicle_passage")
    assert "expires_on" in fields(spec, "parking_card")


def test_reagents_are_asked_for_and_approved() -> None:
    spec = read(
        "A laboratory reagent management system. Users record incoming reagents with batch number, supplier, and "
        "expiration date and apply for reagents. Administrators approve requisitions."
    )
    assert fields(spec, "reagent")[:4] == ["name", "batch_number", "supplier", "expiration_date"]
    assert "quantity" in fields(spec, "reagent")
    assert spec.entity("requisition").field("reagent").target == "reagent"


def test_fields_of_each_place_are_kept_where_it_is_measured() -> None:
    spec = read(
        "A water quality data monitoring dashboard with historical data query and monitoring station management. Users "
        "view the pH value, dissolved oxygen, and turbidity of each monitoring station, and handle alarms."
    )
    (measured,) = (entity for entity in spec.entities if "turbidity_ntu" in fields(spec, entity.name))
    assert measured.field("monitoring_point").target == "monitoring_point"
    assert {"ph", "dissolved_oxygen_mg"} <= {field.name for field in measured.fields}
    assert "sale" not in names(spec)


def test_a_verb_with_an_object_ends_what_is_seen_of_a_thing() -> None:
    spec = read(
        "A laboratory reagent management system. Users record reagents, query the remaining quantity, and receive "
        "warnings of expiring reagents."
    )
    assert not {"receive_warnings", "remaining_quantity"} & set(fields(spec, "reagent"))


def test_what_is_consumed_in_each_building_tells_the_building() -> None:
    spec = read("An energy platform. Users record readings and view the energy consumption of each building and floor.")
    assert {"building", "floor"} <= set(fields(spec, "energy_reading"))


def test_readers_who_browse_make_a_site_of_what_editors_manage() -> None:
    spec = read(
        "A content management system for a newspaper. Editors write articles and publish them. Readers "
        "should be able to browse articles."
    )
    assert spec.layout == "site"


def test_workers_who_apply_on_a_site_sign_up() -> None:
    spec = read("A job site for farms. Employers post jobs with job title, crop, and wage. Workers apply for jobs.")
    assert {role.name for role in spec.roles if role.signup} == {"employer", "worker"}
    assert "job_posting" in names(spec)


def test_sales_with_a_price_of_one_piece_have_a_sum() -> None:
    spec = read("A dashboard where staff enter sales (product, quantity, selling price, date). View sales by month.")
    assert "amount" in fields(spec, "sale")
    assert spec.charts[0].of == "amount"


def test_rates_are_told_as_not_worked_out() -> None:
    spec = read("A venue booking system. Members book courts. Managers view the usage rate of each venue.")
    assert "usage rate" in left(spec)


def test_reviewing_projects_is_deciding_on_them() -> None:
    spec = read("A research project system with project review. Experts review project applications and give scores.")
    assert "review" not in names(spec)


def test_coupons_that_are_applied_are_no_applications() -> None:
    spec = read("An online shop where customers add products to the cart, place orders and apply coupons.")
    assert "application" not in names(spec)


def test_files_of_people_are_the_people() -> None:
    spec = read("A nursing home system with elderly file management, bed management and nursing records.")
    assert {"patient", "bed", "nursing_record"} <= names(spec)
    assert "resource_file" not in names(spec)


def test_fields_that_name_other_records_stay_fields() -> None:
    spec = read(
        "A law firm system. Lawyers register cases with the case number, cause of action, court, and opposing party."
    )
    assert fields(spec, "case_file")[:5] == ["title", "case_number", "cause_of_action", "court", "opposing_party"]
    assert not {"room", "event_listing", "epidemic_figure"} & names(spec)


def test_what_a_warehouse_takes_in_and_gives_out_moves_its_stock() -> None:
    spec = read(
        "A warehouse management system with warehousing, outbound management and inventory counting. Users record "
        "incoming goods, create outbound orders and view the stock of each product."
    )
    assert {"stock_movement", "stock_count", "product"} <= names(spec)


def test_a_landing_page_shows_what_customers_say() -> None:
    spec = read("A landing page for a piano course with student reviews, pricing and a registration form.")
    assert "testimonial" in names(spec)
    assert not {reason.because for reason in spec.not_built if "review" in reason.subject}


def test_a_thing_of_which_visitors_see_fields_is_there_for_them() -> None:
    spec = read(
        "A ski resort website with slope status. Users should be able to view the length, difficulty, and opening "
        "status of each slope, and book lift tickets."
    )
    slope = spec.entity("slope")
    assert fields(spec, "slope") == ["name", "photo", "description", "length", "difficulty", "opening_status"]
    assert slope.visitors.read == "all"


def test_the_volume_of_calls_is_no_players() -> None:
    spec = read(
        "A call center dashboard with call volume statistics. Supervisors enter call records with agent and type."
    )
    assert not {reason.subject for reason in spec.not_built if "volume" in reason.subject}


def test_products_are_what_the_prompt_tells_the_fields_of() -> None:
    spec = read(
        "A website for a robotics company with a product center. Users should be able to view the load capacity, "
        "reach, and accuracy of a robot, and download product manuals."
    )
    assert {"robot", "resource_file"} <= names(spec)
    assert "product" not in names(spec)
    assert {spec.entity("robot").field(name).type for name in ("reach", "accuracy")} == {FieldType.DECIMAL}


def test_what_stands_behind_a_clause_of_what_is_done_to_things_is_shown_too() -> None:
    spec = read(
        "A website for an animal shelter. The website should show the animals that can be adopted, news and events."
    )
    assert {"Animal", "Article", "Event"} <= {entity.label for entity in spec.entities}


def test_whoever_leaves_a_review_does_not_ask_for_leave() -> None:
    spec = read("A website for renting bicycles. Users should be able to view their rentals and leave a review.")
    assert "Leave request" not in {entity.label for entity in spec.entities}


def test_sales_belong_to_the_branch_that_is_kept() -> None:
    spec = read("A sales dashboard for comparing branches and products. Staff enter sales with amount and day.")
    sale = next(entity for entity in spec.entities if entity.label == "Sale")
    assert "branch" in {field.target for field in sale.fields}


def test_a_company_is_asked_for_a_quote_and_can_answer() -> None:
    spec = read(
        "A company website for a roofer with services, a gallery of completed projects and frequently asked questions."
        " Visitors should be able to read the answers to common questions and request a quote with their address and"
        " roof type."
    )
    fields = {entity.label: {field.name for field in entity.fields} for entity in spec.entities}
    assert {"name", "email", "address", "roof_type"} <= fields["Request"]
    assert not {"Photo", "Answer", "Quote"} & set(fields)


def test_logging_in_is_no_log() -> None:
    spec = read("A finance website. Users should be able to log in and register through the public account")
    assert "log_entry" not in {entity.name for entity in spec.entities}


def test_demonstration_rows_have_the_states_that_the_prompt_gives() -> None:
    prompt = "A spam website. Users report spam emails and mark misjudged emails as non-spam"
    mail = read(prompt).entity("received_email")
    assert {row["status"] for row in mail.samples} == {"new", "spam", "non_spam"}


def test_what_a_list_is_filtered_based_on_is_a_field_of_it() -> None:
    spec = read("A website for tweets. The website should filter tweets based on specific hashtags.")
    assert spec.entity("tweet").field("hashtag").type is FieldType.TAGS
    books = read("A website for books. Users can search books according to language or based on different conditions.")
    assert "language" in fields(books, "book")
    assert "condition" not in fields(books, "book")


def test_programmes_of_a_channel_are_scheduled_and_system_logs_are_the_history() -> None:
    spec = read(
        "A digital TV operations website with channel management, program scheduling and system logging. Users should"
        " be able to manage TV channels, schedule programs and view system logs."
    )
    assert names(spec) == {"channel", "broadcast_slot"}
    assert {field.target for field in spec.entity("broadcast_slot").fields} == {None, "channel"}
    assert "history" in {part.capability for part in spec.parts}


def test_accounts_of_a_game_are_no_games() -> None:
    spec = read("A game site. Users manage their game accounts and train and manage troops according to instructions.")
    assert names(spec) == {"game_account", "troop"}
    assert left(spec) == set()


def test_what_is_downloaded_has_a_file() -> None:
    spec = read("A community for web components. Users browse, search and download components.")
    assert FieldType.FILE in {field.type for field in spec.entity("component").fields}
    films = read("A website for videos. Users watch and download videos.")
    assert [field.name for field in films.entity("video").fields if field.type is FieldType.FILE] == ["film"]


def test_forms_that_are_submitted_are_filled_in() -> None:
    spec = read("A website for form processing. Users submit forms, administrators view submissions.")
    assert ("surveys", "form") in {(part.capability, part.entity) for part in spec.parts}
    assert left(spec) == set()
    company = read("A company website with services. Visitors fill out a contact form and submit the form.")
    assert "surveys" not in {part.capability for part in company.parts}


def test_what_an_application_consists_of_is_no_field() -> None:
    studio = read("A photography studio website with portfolio, packages, booking and contact.")
    assert {"package", "booking"} <= names(studio)
    assert ("booking", "service") in {(part.capability, part.entity) for part in studio.parts}
    community = read("A question and answer community for programmers with tags, votes and accepted answers.")
    assert "programmer" not in names(community)


def test_who_applies_with_a_resume_applies_for_what_is_offered() -> None:
    spec = read("A job board. Employers post jobs, candidates apply with resume, employers review applications.")
    assert ("joining", "job_application") in {(part.capability, part.entity) for part in spec.parts}


def test_people_rate_and_comment_what_was_told_of_before() -> None:
    spec = read("A recipe sharing website. Users post recipes with ingredients and steps, rate and comment.")
    assert {("reviews", "recipe"), ("comments", "recipe")} <= {(part.capability, part.entity) for part in spec.parts}


def test_an_employee_management_system_keeps_employees() -> None:
    spec = read("An employee management system with departments, leave requests and payroll.")
    assert names(spec) == {"employee", "department", "leave_request", "payslip"}


def test_what_is_let_is_rented_by_the_day_and_of_its_kind() -> None:
    spec = read("A toy rental website. Parents rent toys for two weeks and return them.")
    assert "rental" in names(spec)
    assert spec.entity("toy").samples[0]["name"] == "Wooden train set"


def test_films_that_are_reviewed_say_nothing_of_what_one_has_seen() -> None:
    spec = read("A movie review website. Users browse movies, rate movies and write reviews.")
    assert not {"status", "rating", "notes"} & set(fields(spec, "movie"))


def test_social_media_are_a_community_with_what_members_share() -> None:
    spec = read("A social media website where users share photos, follow friends, like and comment.")
    parts = {(part.capability, part.entity) for part in spec.parts}
    assert names(spec) == {"photo"}
    assert {("comments", "photo"), ("likes", "photo")} <= parts
    assert "follow" in {name for name, _ in parts}


def test_an_audio_player_plays_no_match() -> None:
    assert "player" not in names(read("A podcast website with episodes, audio player, search and categories."))


def test_who_enrols_and_watches_lessons_enrols_in_the_course() -> None:
    spec = read("An online learning platform with courses and lessons. Students enrol, watch lessons and learn.")
    assert "course" in {field.target for field in spec.entity("enrolment").fields}
    assert ("joining", "enrolment") in {(part.capability, part.entity) for part in spec.parts}


def test_a_rental_website_for_goods_lets_these_and_keeps_one_list_of_rentals() -> None:
    spec = read("A rental website for cameras. Users rent cameras by day, book and view their rentals.")
    assert names(spec) == {"camera", "rental", "closure"}
    assert spec.entity("camera").samples[0]["name"] == "Rangefinder, 1962, serviced"
