"""What a thing looks like by its name: an icon of lucide for each word that says it."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

_WORD = re.compile(r"[a-z]+")
_ASIDE = re.compile(r",| (?:with|for|of|in) ")
"""Begins what does not name a thing, but tells what it is made of or comes with; the application has it too."""

SUBJECTS: Mapping[str, str] = MappingProxyType(
    {
        word: icon
        for icon, words in {
            "Accessibility": "wheelchair disability disabled accessible rollator crutch crutches",
            "AirVent": "aeration aerator ventilation ventilator airflow compressor hvac aircon conditioning",
            "AlarmClock": "alarm wake",
            "Ambulance": "ambulance",
            "Amphora": "vase pottery ceramic ceramist stoneware porcelain potter kiln glaze urn earthenware amphora "
            "jug pitcher celadon",
            "Anchor": "anchor mooring marina seaport nautical marine chandlery shipyard boatyard buoy pier quay sailor "
            "mariner",
            "Anvil": "anvil blacksmith forge forged foundry farrier metalworking metallurgy steelworks",
            "Apple": "apple fruit orchard pear quince plum greengrocer",
            "Archive": "archive",
            "Armchair": "armchair chair stool seating recliner",
            "ArrowUpDown": "elevator lift",
            "Atom": "atom physics molecule particle nuclear quantum science scientific scientist",
            "AudioLines": "sound mastering mixing dubbing recording",
            "Avocado": "avocado guacamole",
            "Award": "badge",
            "Axe": "axe hatchet lumberjack woodcutter arborist",
            "Baby": "baby crib stroller pram nursery rattle parenting mum newborn infant babysitter babysitting nanny "
            "childcare daycare kindergarten maternity pregnancy midwife preschool toddler diaper nappy cradle cot "
            "pushchair twins",
            "Backpack": "backpack rucksack satchel",
            "Bacon": "bacon",
            "Balloon": "balloon",
            "Banana": "banana plantain",
            "Bandage": "bandage plasters wound injury sprain gauze",
            "Banknote": "cash money salary payment fee allowance wage payroll",
            "Barcode": "barcode label sticker",
            "Barrel": "barrel cask keg distillery fermenter petroleum",
            "Bath": "bath bathroom tub spa bathtub washbasin bathhouse hammam onsen sauna",
            "Battery": "battery charger accumulator",
            "Bean": "bean coffee espresso roast cocoa",
            "Bed": "bed mattress pillow duvet bedding bedside blanket quilt bedsheet sleep topper bedspread homestay "
            "ward",
            "Beef": "beef meat steak sausage butcher butchery charcuterie mutton venison salami",
            "Beer": "beer ale stout lager cider brewery brewing brewer brewhouse microbrewery homebrew homebrewer "
            "homebrewing pilsner ipa taproom pub gastropub porter",
            "Bell": "bell doorbell reminder alert",
            "BicepsFlexed": "strength bodybuilding bodybuilder muscle creatine",
            "Bike": "bike bicycle cycling cyclist bikepacking tandem pannier",
            "Binoculars": "binoculars lookout sighting observation ranger",
            "Bird": "bird parrot seed feeder budgie owl swallow sparrow eagle falcon hawk kestrel kingfisher stork "
            "heron robin blackbird pigeon dove goose geese duck swan hen chicken rooster cockerel poultry penguin "
            "gull ornithology ornithologist birdwatcher birdwatching birding birder hoopoe canary peacock peregrine "
            "raven crow lark",
            "Birdhouse": "birdhouse nesting aviary coop",
            "Bitcoin": "bitcoin crypto cryptocurrency blockchain",
            "Blend": "paint pigment dye colour color palette",
            "Blinds": "blinds curtain drapes shutter",
            "Bolt": "bolt fastener clamp bracket",
            "Bone": "bone chew treat fossil ammonite trilobite dinosaur skeleton orthopedic orthopaedic chiropractor "
            "osteopath osteopathy mammoth dino tyrannosaurus triceratops",
            "Book": "book novel paperback hardcover textbook atlas story stories bookseller",
            "BookA": "dictionary glossary vocabulary encyclopedia alphabet",
            "BookOpen": "guide manual handbook magazine comic brochure catalogue catalog booklet course lecture "
            "reading reader manga zine",
            "Bot": "robot robotic cobot chatbot automation",
            "BottleWine": "bottle bottling liqueur liquor spirits whisky whiskey gin rum brandy vodka sake mead "
            "vinegar bourbon tequila baijiu",
            "BowArrow": "archery archer bow crossbow longbow recurve bowhunting arrow",
            "Boxes": "bulk crate pallet storage kit set bundle box",
            "Brain": "psychology mindfulness memory mental therapy counselling coaching hypnotherapy psychologist "
            "psychological psychotherapy therapist counselor counsellor counseling autism neurology psychiatry",
            "BrickWall": "brick wall masonry cement tile stonemason stonemasonry plasterer plastering tiler tiling "
            "plasterboard bricklayer mason concrete grout",
            "Bridge": "bridge viaduct aqueduct footbridge culvert",
            "Briefcase": "briefcase portfolio consulting consultation job vacancy career recruitment resume "
            "staffing employment headhunter manpower apprenticeship apprentice freelancer business entrepreneur",
            "BriefcaseMedical": "aid defibrillator",
            "Broom": "broom sweep sweeping housekeeping housekeeper janitor caretaker clean",
            "Brush": "brush cleaning scrub wash paintbrush brushes",
            "Bubbles": "soap detergent bubble lather",
            "Bug": "bug insect beetle ant cockroach cockroaches termite pest exterminator ladybird spider tarantula "
            "scorpion mantis grasshopper mosquito moth butterfly wasp crickets",
            "Building": "office building tower apartment facility skyscraper coworking embassy municipal",
            "Bus": "bus coach shuttle buses commuter transit",
            "Cable": "cable cord adapter wire dock usb",
            "CakeSlice": "cake tart cheesecake brownie pie dessert patisserie confectioner confectionery",
            "Calculator": "calculator accounting bookkeeping tax accountancy accountant bookkeeper taxes",
            "Calendar": "calendar planner diary",
            "CalendarDays": "booking appointment reservation evening meeting gathering",
            "Camera": "camera lens tripod photo photography dash photographer photographic rangefinder slr",
            "Candy": "candy sweet chocolate truffle praline macaron chocolatier caramel liquorice",
            "Cap": "cap hat beanie headwear fedora beret milliner millinery",
            "Car": "car ride taxi driver parking sedan vehicle suv coupe hatchback automobile limousine chauffeur "
            "carpool cab dealership automotive auto oldtimer motorsport motoring karting",
            "Caravan": "caravan caravanner motorhome campervan camper vanlife rv",
            "Carrot": "carrot vegetable produce root potato potatoes pumpkin beetroot radish turnip parsnip",
            "Castle": "castle fortress palace fort ruin",
            "Cat": "cat kitten catnip scratching cattery lion tiger leopard",
            "Cctv": "cctv surveillance",
            "ChartColumn": "dashboard analytics analysis statistics visualization chart figures analyst",
            "Cheese": "cheese cheesemonger cheddar brie gouda pecorino parmesan feta mozzarella camembert creamery",
            "ChefHat": "cooking chef catering kitchen recipe cook caterer cuisine sushi cookery apron",
            "Cherry": "cherry berry berries jam cherries strawberry strawberries raspberry raspberries blueberry "
            "blueberries",
            "ChessKnight": "chess chessboard checkmate endgame",
            "Church": "church churches parish chapel congregation bible christian cathedral abbey monastery ministry "
            "ministries worship gospel priest",
            "Circle": "ring hoop",
            "CircleQuestionMark": "quiz trivia question riddle faq",
            "CircuitBoard": "circuit chip controller sensor module microcontroller semiconductor pcb arduino soldering "
            "resistor electronic multimeter",
            "Citrus": "lemon lime citrus grapefruit orange",
            "Clapperboard": "filmmaker cinephile videographer animation premiere scene storyboard",
            "ClipboardList": "checklist form inventory audit inspection survey questionnaire list plan planning "
            "assessment",
            "Clock": "clock timer hourglass hour minutes time clockmaker timetable",
            "Cloud": "cloud cloudy saas",
            "CloudLightning": "storm thunder thunderstorm lightning",
            "CloudSun": "weather forecast meteorology meteorologist",
            "Code": "code script software website programming api programmer developer coder coding hackathon "
            "algorithm snippet html javascript python programs",
            "Coffee": "mug cup tea cappuccino latte chai sencha brew grinder cafe coffeehouse barista roastery "
            "teahouse teaware teapot teacup matcha oolong darjeeling assam",
            "Cog": "gear machine motor engine mechanism pump mixer gearbox valve press engineer bearing",
            "Coins": "coin numismatic bullion currency denarius drachma ducat finance financial fintech cost",
            "Compass": "compass orienteering geocaching navigation expedition adventure explorer scouts scouting",
            "ConciergeBell": "concierge reception receptionist hospitality",
            "Cookie": "cookie biscuit biscotti cracker",
            "CookingPot": "pan wok casserole cookware kitchenware saucepan kettle tureen",
            "Cpu": "processor computer server cpu",
            "CreditCard": "card credit",
            "Croissant": "croissant pastry bun roll brioche bakery baker baking baguette",
            "Crown": "queen king prince princess royal",
            "CupSoda": "soda lemonade juice drink smoothie beverage kombucha boba cola",
            "Cupcake": "cupcake muffin",
            "Dam": "dam weir hydropower hydroelectric barrage",
            "Database": "database dataset data tank reservoir",
            "Dices": "dice game tabletop boardgame wargame wargamer dungeon roleplaying backgammon",
            "Dna": "dna gene genetic genome biotech biotechnology enzyme protein",
            "Dog": "dog puppy leash collar kibble puppies",
            "Doghouse": "kennel doghouse",
            "Donut": "donut doughnut",
            "DoorClosed": "door doorway room",
            "DoorOpen": "open opening entrance",
            "DoorStairwell": "stair staircase stairwell stairlift escalator",
            "DraftingCompass": "architect architecture architectural blueprint drafting",
            "Drama": "theatre theater drama improv comedy actor acting playwright pantomime clown puppet puppetry "
            "circus opera musical",
            "Drill": "drill drilling screwdriver",
            "Drone": "drone quadcopter uav fpv",
            "Droplet": "blood",
            "Droplets": "water filter wastewater sludge liquid fluid serum oil shampoo moisturizer rainwater "
            "irrigation watering",
            "Drum": "drum percussion snare cajon drummer djembe congas cymbal drumsticks kettledrum rhythm",
            "Dumbbell": "dumbbell weight fitness barbell kettlebell resistance workout gym treadmill weightlifting "
            "crossfit",
            "Ear": "ear hearing audiology audiologist",
            "Earth": "earth planet climate environment environmental environmentalist ecology",
            "Egg": "egg omelette",
            "Eye": "eye ophthalmology ophthalmologist retina cataract lash lashes eyelash vision",
            "Factory": "factory industrial manufacturing production manufacturer manufacture industry plastics",
            "Fan": "turbine propeller windmill",
            "Faucet": "faucet tap plumber plumbing leak drain sink",
            "Feather": "feather quill poet poetry poem writer novelist author writing literary literature essay "
            "fanfiction",
            "Fence": "fence paddock enclosure",
            "FerrisWheel": "fair attraction amusement carousel funfair fairground",
            "FileText": "document file contract report template certificate policy licence license paper deed lease "
            "page",
            "Film": "film movie cinema documentary cinematic dvd",
            "FireExtinguisher": "extinguisher firefighter hydrant brigade sprinkler",
            "Fish": "fish salmon tuna aquarium seafood cod trout carp koi goldfish tetra mackerel anchovies "
            "aquaculture fishmonger shark whale dolphin perch pike fishes cichlids guppy",
            "FishingRod": "fishing angler angling fisherman fishermen rod tackle bait lure",
            "Flag": "flag pennant bunting banner ensign flagpole race",
            "FlagTriangleRight": "golf golfer putter minigolf",
            "Flame": "stove fire candle heater burner grill torch barbecue bbq fireplace chimney incense charcoal "
            "welding welder candlemaker beeswax tealight",
            "FlameKindling": "campfire bonfire firewood kindling",
            "Flashlight": "flashlight headlamp",
            "FlaskConical": "chemical reagent lab biology chemistry experiment sample laboratory beaker flask ethanol "
            "solvent acid resin laboratories",
            "Flower": "flower bouquet peony tulip lavender wreath lily rosette florist dahlia sunflower iris peonies "
            "blossom poppy poppies snowdrop",
            "Flower2": "wellness massage meditation zen reiki lotus retreat breathwork qigong buddhist",
            "Footprints": "sock footwear sandal slide loafer walk walking walker podiatrist chiropody reflexology foot "
            "feet",
            "Forklift": "forklift",
            "Fuel": "fuel diesel petrol",
            "Gamepad2": "console gamepad gaming gamer esport videogame arcade",
            "Gauge": "gauge meter pressure speed",
            "Gavel": "auction",
            "Gem": "gem necklace pendant bracelet earring jewelry jewellery cuff anklet stud gold silver pearl crystal "
            "quartz amethyst geode fluorite jade emerald sapphire ruby opal garnet topaz diamond gemstone jeweller "
            "goldsmith silversmith bead beadwork tourmaline aquamarine citrine bangle",
            "Ghost": "ghost halloween haunted",
            "Gift": "gift voucher surprise hamper souvenir",
            "GlassWater": "glass tumbler carafe glassware drinkware",
            "Glasses": "glasses sunglasses goggles spectacles eyeglasses eyewear optician optometrist",
            "Globe": "globe world travel international destination traveller countries expat",
            "GraduationCap": "degree exam tuition tutoring lesson training school class learning education academy "
            "tutor university college campus graduation scholarship student "
            "teacher lecturer professor",
            "Grape": "grape vineyard raisin vine",
            "Grid2x2": "window glazier glazing skylight",
            "Guitar": "guitar ukulele bass banjo violin luthier guitarist bluegrass fiddle",
            "Ham": "ham prosciutto",
            "Hamburger": "burger hamburger",
            "Hammer": "hammer carpentry tool repair carpenter joiner joinery woodworking woodworker woodturning "
            "cabinetmaker handyman diy makerspace tinkerer chisel",
            "Hand": "glove mitten",
            "HandCoins": "fundraising loan lending microfinance grant crowdfunding mortgage",
            "HandHeart": "donation charity care volunteer nonprofit ngo volunteering caregiver hospice welfare refugee "
            "orphanage philanthropy charitable",
            "HandHelping": "help helper",
            "HandPlatter": "waiter waitress buffet banquet",
            "Handbag": "handbag purse clutch",
            "Handshake": "partnership cooperative alliance union networking mediation consultancy partner",
            "HardDrive": "ssd disk backup",
            "HardHat": "helmet construction safety protective builder contractor scaffold scaffolding scaffolder "
            "demolition",
            "HatGlasses": "detective investigator investigations spy",
            "Headphones": "headphone headset earbud earphone",
            "Headset": "support helpdesk hotline",
            "Heart": "heart valentine wedding couple dating bride bridal bridesmaid honeymoon anniversary love",
            "HeartPulse": "cardiology cardiologist physiotherapist physiotherapy rehab rehabilitation physio nurse "
            "nursing acupuncture fever",
            "Heater": "heating radiator boiler furnace",
            "Helicopter": "helicopter",
            "Hexagon": "honey honeycomb beekeeper beekeeping apiary apiculture beehive hive bee",
            "HikingStick": "hiking hiker trekking trekker backpacker",
            "HockeyStick": "hockey",
            "Hospital": "hospital infirmary",
            "HotAirBalloon": "ballooning",
            "Hotel": "hotel hostel inn motel resort guesthouse",
            "House": "house roof housing home villa cottage estate lodge cabin hut chalet bungalow farmhouse landlord "
            "tenant roofer roofing apartments realtor thatching",
            "Houses": "village neighbourhood neighborhood neighbour suburb residents",
            "IceCreamCone": "icecream gelato sorbet",
            "IdCard": "passport visa immigration identity",
            "Image": "gallery exhibition picture postcard illustration mural",
            "Jacket": "jacket outerwear parka blazer cardigan",
            "Joystick": "joystick pinball",
            "Kayak": "kayak kayaker kayaking canoe canoeing paddle paddling rowing rower rafting paddleboard "
            "paddleboarding",
            "Key": "key lock keychain locksmith lockout",
            "Keyboard": "keyboard keys synthesizer",
            "Lamp": "lamp light lantern lighting chandelier bulb led lampshade neon streetlight luminaire",
            "LandPlot": "surveyor surveying cadastral geodesy geodetic plot allotment",
            "Landmark": "bank government council museum parliament city town temple pagoda shrine heritage monument "
            "statue sculpture",
            "Languages": "language translation translator interpreter interpreting linguist grammar english french "
            "german spanish italian japanese chinese mandarin arabic portuguese russian korean",
            "Laptop": "laptop ultrabook macbook",
            "Leaf": "leaf herb organic herbal green sustainable nature conservation ecological eco basil mint thyme "
            "rosemary sage chives parsley coriander oregano naturopath homeopathy homeopath ayurveda ayurvedic "
            "herbalist tcm sustainability chamomile rooibos",
            "LeafyGreen": "lettuce spinach kale cabbage microgreens chard",
            "Library": "shelf bookcase bookshelf cabinet wardrobe cupboard library libraries bookstore bookshop "
            "bookbinding bookbinder publisher shelving shelves rack",
            "LifeBuoy": "lifeguard lifebuoy lifeboat rescue",
            "Lightbulb": "idea invention inventor innovation tips",
            "Lighthouse": "lighthouse",
            "Lock": "padlock password",
            "Lollipop": "lollipop",
            "Luggage": "suitcase luggage trolley baggage",
            "Magnet": "magnet magnetic",
            "Mail": "mail email inbox newsletter letter stamp philately philatelic postage invitation",
            "Mailbox": "mailbox letterbox postbox",
            "Mango": "mango mangoes",
            "Map": "map route tour excursion tourism tourist outing trip itinerary sightseeing scenic journey",
            "Martini": "cocktail martini bartender",
            "Medal": "medal award",
            "Megaphone": "advertising marketing campaign promotion branding publicity advert",
            "MessageSquare": "message chat conversation talk messaging forum advice adviser interview answer",
            "Mic": "microphone mic podcast",
            "MicVocal": "karaoke singing singer choir choral chorus vocal voice",
            "Microscope": "microscope probe instrument analyser analyzer detector research researcher",
            "Microwave": "microwave oven toaster",
            "Milk": "milk dairy yogurt butter cream yoghurt creamed cow cattle",
            "MirrorRound": "mirror",
            "Monitor": "monitor screen display desktop tv television",
            "Moon": "moon lunar",
            "MoonStar": "astrology horoscope zodiac tarot psychic numerology",
            "Mop": "mop",
            "Moped": "moped",
            "Mosque": "mosque islamic muslim quran",
            "Motorbike": "motorcycle motorbike motorcyclist biker moto enduro motocross",
            "Mountain": "mountain climbing hike trek trail summit climber bouldering boulderer boulder crag alpinist "
            "carabiner quickdraws belay peak hill",
            "MountainSnow": "ski skiing skier snowboard snowboarder snowboarding glacier mountaineer mountaineering "
            "alpine",
            "Mouse": "mouse trackpad mousepad",
            "Music": "music song album vinyl track concert orchestra philharmonic symphony quartet cello viola "
            "musician soundtrack composer conservatory ensemble overture requiem songwriting",
            "Network": "genealogy genealogist ancestry network",
            "Newspaper": "newspaper news article newsroom journalism journalist headline",
            "Notebook": "notebook journal journaling sketchbook diaries",
            "Nut": "nut almond walnut granola cashew pistachio hazelnut peanut muesli",
            "Origami": "origami",
            "Package": "parcel package delivery packaging carton cardboard courier",
            "PaintRoller": "renovation painting wallpaper decorator decorating wallpapering varnish lacquer coating",
            "Palette": "art artwork watercolour watercolor canvas study print poster linocut drawing painter "
            "illustrator sketching sketch sketcher watercolorist artist easel crayon",
            "Panda": "panda",
            "Parasol": "parasol beach beaches seaside",
            "PartyPopper": "party celebration birthday festival parties firework carnival entertainer",
            "PawPrint": "pet animal paw hamster hay zoo zookeeper vet veterinary veterinarian safari wildlife horse "
            "pony equestrian goat pig otter elephant fauna sheep herd flock bull calf ewe",
            "Pen": "pen pencil stationery ink marker calligraphy ballpoint handwriting inkstone",
            "PenTool": "design designer logo graphic typography font lettering",
            "PerfumeBottle": "perfume fragrance cologne parfum perfumery aromatherapy diffuser scent",
            "PersonStanding": "yoga pilates gymnastics gymnast ballet dance dancer dancing aerobics zumba salsa tango "
            "waltz exercise tai",
            "Phone": "telephone call telecom telecommunications",
            "Piano": "piano organ keyboardist harmonium pianist",
            "Pickaxe": "pickaxe mining miner coal quarry archaeology archaeological excavation",
            "PiggyBank": "saving piggy pension retirement",
            "Pill": "pill vitamin medicine supplement tablet capsule prescription pharmacy pharmacist drugstore "
            "pharmaceutical medication collagen",
            "Pizza": "pizza flatbread",
            "Plane": "plane airport flight airline aviation aircraft gliding glider airplane aeroplane airfield "
            "biplane seaplane runway",
            "PlantPot": "houseplant planter bonsai cactus cacti orchid flowerpot fern ficus succulents pot",
            "Plug": "plug socket power outlet adaptor",
            "PocketKnife": "bushcraft penknife",
            "Popcorn": "popcorn",
            "Presentation": "seminar conference congress symposium",
            "Printer": "printer scanner copier toner printing letterpress photocopier offset",
            "Projector": "projector beamer",
            "Puzzle": "jigsaw puzzle lego plugin",
            "Rabbit": "rabbit bunny plush bear fox hare",
            "Radio": "radio antenna router transmitter walkie transceiver shortwave",
            "RadioTower": "broadcaster broadcasting broadband",
            "Rainbow": "rainbow pride lgbt lgbtq queer",
            "Rat": "rat mice rodent",
            "Receipt": "invoice receipt",
            "Recycle": "recycling recycle waste rubbish garbage compost upcycling reuse secondhand thrift refill",
            "RefreshCw": "update",
            "Refrigerator": "fridge refrigerator freezer cooler refrigeration cooling",
            "Repeat": "swap exchange",
            "Road": "road highway motorway street avenue bypass pothole",
            "Rocket": "rocket launch startup",
            "Rose": "rose",
            "RugbyBall": "rugby",
            "Ruler": "ruler measuring measure",
            "Sailboat": "sailboat sailing sail regatta yacht yachting catamaran dinghy dinghies windsurfing "
            "kitesurfing",
            "Salad": "salad vegetarian vegan tomato tomatoes gourmet",
            "Sandwich": "sandwich wrap toast bagel",
            "Satellite": "satellite spacecraft",
            "Save": "floppy",
            "Scale": "scale balance weighing law lawyer attorney legal notary solicitor justice",
            "Scissors": "scissors haircut hairdresser tailor hair hairdressing barber barbershop stylist beard "
            "haircare pruning trimming secateurs loppers scrapbooking handicraft papercraft crafter",
            "Scooter": "scooter",
            "Screw": "screw",
            "ScrollText": "scroll antique manuscript inscription calligrapher history historian historical folklore "
            "legend myth",
            "Search": "lost search",
            "Shell": "shell seashell shore oyster mussels clam",
            "ShieldCheck": "shield security insurance guard protection warranty antivirus cybersecurity firewall "
            "malware insurer policyholder vulnerability",
            "Ship": "ship boat ferry cruise vessel barge tug trawler shipbuilding",
            "ShipCargo": "cargo container",
            "Shirt": "shirt tee coat jumper sweater hoodie blouse dress skirt trousers chinos jeans sleeve scarf cloth "
            "clothing uniform costume outfit garment clothes apparel fashion underwear lingerie pyjamas pajamas robe "
            "kimono sari saree hanfu gown knitwear pullover jersey suit menswear womenswear kidswear workwear "
            "sportswear activewear tie necktie cloak cape tailored singlet denim tuxedo",
            "ShoppingBag": "bag tote leather mall store shop boutique marketplace commerce shopping",
            "ShoppingBasket": "basket groceries grocery supermarket grocer delicatessen",
            "Shovel": "shovel spade digging",
            "ShowerHead": "shower",
            "Shrimp": "shrimp prawn lobster crab crayfish",
            "Shrub": "shrub hedge bush topiary landscaping landscaper juniper azalea hydrangea",
            "Sigma": "math mathematics algebra calculus equation theorem formula fractions arithmetic geometry",
            "Signpost": "sign signage signwriter signpost wayfinding",
            "Siren": "siren emergency police sheriff patrol",
            "Skull": "skull pirate",
            "Smartphone": "phone smartphone mobile iphone",
            "Snail": "snail",
            "Snowflake": "snow snowflake ice frost iceberg",
            "Sofa": "sofa couch loveseat bench furniture furnishing upholstery upholsterer interior cushion homeware",
            "SolarPanel": "solar photovoltaic",
            "Soup": "soup stew noodle ramen broth curry rice sauce dumpling miso pasta tagliatelle ravioli spaghetti "
            "lentils bowl",
            "Spade": "poker casino blackjack",
            "Sparkles": "beauty makeup cosmetic facial lipstick balm mask manicure pedicure salon beautician "
            "cosmetologist waxing",
            "Speaker": "speaker soundbar amplifier audio loudspeaker hifi stereo",
            "Speech": "speaking speech debate rhetoric",
            "Spool": "yarn thread sewing knitting knitter crochet embroidery wool merino needlework haberdashery "
            "textile fabric weaving weaver quilting patchwork dressmaking dressmaker seamstress macrame mohair alpaca "
            "corduroy",
            "SportShoe": "shoe sneaker boot runner derby trainer running jogging jogger marathon triathlon triathlete "
            "shoemaker cobbler athletics athlete heels",
            "Spotlight": "spotlight stage",
            "SprayCan": "spray deodorant cleaner polish wax foam graffiti",
            "Sprout": "seedling plant sprout garden gardening monstera succulent bulbs fertilizer seeds planting "
            "growing gardener horticulture permaculture hydroponic greenhouse",
            "SquareKanban": "agile scrum sprint kanban",
            "Star": "star constellation",
            "Stethoscope": "checkup medical clinic health doctor surgery surgical surgeon physician dermatology "
            "dermatologist symptom disease diagnosis",
            "Stone": "stone granite basalt rock pebble mineral sandstone limestone slate gravel boulders obsidian",
            "Store": "market retailer retail wholesale wholesaler bazaar kiosk stall cashier salesperson",
            "Sun": "sun sunscreen summer",
            "Sunrise": "dawn sunrise",
            "Sunset": "sunset dusk",
            "Swords": "sword fencing fencer sabre rapier longsword katana samurai",
            "Syringe": "vaccine vaccination injection",
            "Table": "table desk worktop tablecloth",
            "Tag": "discount sale clearance bargain coupon",
            "Target": "target dart dartboard airsoft shooting",
            "Telescope": "telescope astronomer astronomy stargazing stargazer astrophotography observatory planetarium "
            "eyepiece",
            "Tent": "tent camping campsite camp pitch campground glamping tarp bivouac yurt",
            "Thermometer": "thermometer temperature thermostat",
            "Ticket": "ticket pass entry membership admission raffle lottery ticketing",
            "Timer": "stopwatch",
            "Tombstone": "funeral cemetery gravestone headstone grave undertaker tomb mortuary crematorium burial "
            "cremation churchyard",
            "Toolbox": "toolbox tools toolkit pliers",
            "Toothbrush": "toothbrush toothbrushes toothpaste dentist dental teeth braces orthodontist",
            "ToyBrick": "marble stacking toy doll dollhouse playground playroom playgroup montessori kids children",
            "Tractor": "tractor harvester agricultural farm farmer farming agriculture plough ranch",
            "TrafficCone": "traffic roadwork",
            "TrainFront": "train rail railway metro locomotive railroad railroader railcar wagon carriage",
            "TramFront": "tram streetcar",
            "TreeDeciduous": "oak beech maple birch elm sapling linden alder",
            "TreePalm": "palm coconut tropical island",
            "TreePine": "tree park pine christmas wood wooden olive timber lumber sawmill plywood spruce",
            "Trees": "forest forestry forester woodland woods",
            "TrendingUp": "investment investing investor trading trader fund shares securities brokerage wealth growth "
            "equity",
            "Trophy": "trophy prize winner match tournament championship sport league competition contest trophies",
            "Truck": "truck lorry van moving freight transport haulage removal relocation logistic trucking trailer "
            "haulier",
            "TubeLotion": "lotion skincare ointment",
            "Turntable": "turntable dj",
            "Turtle": "turtle tortoise reptile",
            "Umbrella": "umbrella rain raincoat",
            "Users": "group family team community people parents members seniors citizen newcomer diaspora",
            "Utensils": "canteen cutlery fork spoon knife restaurant dinner lunch meal menu dish bistro diner "
            "gastronomy eatery supper dining brunch tableware dinnerware crockery food breakfast",
            "VenetianMask": "masquerade cosplay",
            "Video": "video clip tutorial webinar stream streaming livestream",
            "Virus": "virus influenza flu measles",
            "Volleyball": "ball football basketball volleyball soccer tennis racket handball futsal baseball padel "
            "pickleball cricket netball goalkeeper",
            "Volume2": "noise",
            "Vote": "vote election voting ballot petition referendum democracy",
            "Wallet": "wallet cardholder",
            "WandSparkles": "magic magician wizard spell conjurer",
            "Warehouse": "warehouse shed garage",
            "WashingMachine": "washing dryer dishwasher laundry ironing launderette",
            "Watch": "watch smartwatch wristwatch watches watchmaker timepiece chronograph",
            "Waves": "wave sea ocean river lake surf surfing surfer surfboard tide flood brook canal reef coral lagoon "
            "pond diving diver scuba snorkel wetsuit",
            "WavesLadder": "swimming swim swimmer pool lido swimwear swimsuit bikini",
            "Wheat": "wheat grain flour bread loaf rye sourdough oat cereal crop barley spelt maize dough",
            "Whistle": "whistle referee umpire",
            "Wifi": "wifi internet",
            "Wind": "fan wind dehumidifier purifier kite windsock paragliding paraglider",
            "Wine": "wine riesling pinot noir sauvignon champagne cremant vintage winery winemaker winemaking "
            "sommelier vintner brut",
            "Worm": "worm snake serpent adder",
            "Wrench": "wrench maintenance spare part installation tyre wiper mechanic repairs breakdown fault "
            "technician",
            "Zap": "electric electricity generator current voltage control electrician electrical wiring rewiring "
            "substation transformer inverter energy electrics",
        }.items()
        for word in words.split()
    }
)


def subjects_in(names: Iterable[str]) -> list[tuple[str, str]]:
    """The words of the names that something can be drawn for, each with its icon, in alphabetical order."""
    heads = (_ASIDE.split(name.lower())[0] for name in names)
    words = {found for head in heads for word in _WORD.findall(head) for found in _forms(word)}
    return sorted((word, SUBJECTS[word]) for word in words if word in SUBJECTS)


def _forms(word: str) -> tuple[str, ...]:
    """The word as it stands, and without the endings of a plural; the application looks for the same."""
    return word, word.removesuffix("s"), word.removesuffix("es")
