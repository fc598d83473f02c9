/// Turns planned jobs into the documents of a site: the place, its terminal, its subscription, and the job itself.
struct JobDocuments {
  let today: SampleDay
  private var random: SampleRandom
  private var addresses: [Int: Address] = [:]
  private var nextCustomer = 10_001
  private var pool: [Address] = []

  /// A customer's place, which several jobs can share.
  struct Address: Sendable {
    let location: String
    let customer: String
    let customerName: String
    let street: String
    let town: Municipality
    let postalCode: String
    let spot: SampleSpot?
    let subscription: String
    let serial: String

    var line: String { "\(street), \(town.name) (Québec)  \(postalCode)" }
  }

  init(today: SampleDay, random: SampleRandom) {
    self.today = today
    self.random = random
  }

  /// The documents of a job, in an order that a site's link checks accept.
  mutating func documents(of job: PlannedJob) -> [SampleDocument] {
    var made: [SampleDocument] = []
    let address: Address
    if case .sameAddress(let other)? = job.peculiarity, let known = addresses[other] {
      address = known
    } else {
      address = newAddress(in: Municipalities.named(job.town), for: job)
      if job.peculiarity == nil && job.number == 1067 { addresses[job.number] = address }
      made += addressDocuments(address, suspended: job.peculiarity == .suspendedSubscription, isNetwork: isNetwork(job))
    }
    var second: Address?
    if job.type == JobTypes.move {
      let town = random.pick(Municipalities.all)
      let target = newAddress(in: town, for: job, customer: address.customer, name: address.customerName)
      made += addressDocuments(target, suspended: false, isNetwork: true)
      second = target
    }
    made.append(jobDocument(job, at: address, second: second))
    return made
  }

  /// The customers of a large site, whose places the jobs of a past year share.
  mutating func customers(_ count: Int, _ body: (SampleDocument) throws -> Void) rethrows {
    pool.reserveCapacity(count)
    for _ in 0..<count {
      let address = newAddress(in: random.pick(Municipalities.all), for: nil)
      for made in addressDocuments(address, suspended: random.below(60) == 0, isNetwork: false) { try body(made) }
      pool.append(address)
    }
  }

  /// A job at one of these customers' places.
  mutating func visit(_ job: PlannedJob) -> SampleDocument {
    jobDocument(job, at: pool[random.below(pool.count)], second: job.type == JobTypes.move ? pool[random.below(pool.count)] : nil)
  }

  private func isNetwork(_ job: PlannedJob) -> Bool { job.type == JobTypes.splice || job.type == JobTypes.emergency }

  private mutating func newAddress(
    in town: Municipality, for job: PlannedJob?, customer: String? = nil, name: String? = nil
  ) -> Address {
    let number = nextCustomer
    nextCustomer += 1
    var customerName = name ?? People.person(&random)
    if job?.type == JobTypes.business { customerName = random.pick(People.companies) }
    if let job, isNetwork(job) { customerName = "Réseau Gigafibre, secteur \(random.between(10, 24))" }
    if job?.peculiarity == .hostileText { customerName = Self.longName }
    let letters: [UInt8] = Array("ABCEGHJKLMNPRSTVWXYZ".utf8)
    let letter = String(decoding: [letters[random.below(letters.count)]], as: UTF8.self)
    let delivery = town.localDelivery ?? "\(random.between(1, 9))\(letter)\(random.between(1, 9))"
    let spot = town.spot.moved(north: Double(random.between(-2_600, 2_600)), east: Double(random.between(-2_600, 2_600)))
    // Multiplying by an odd number loses nothing: every customer has another serial.
    var serial = "GFBR\(hex(UInt64(number) &* 0x9E37_79B1))"
    if case .serial(let planted)? = job?.peculiarity { serial = planted }
    return Address(
      location: random.hashName(), customer: customer ?? "CLI-\(paddedDigits(number, 6))", customerName: customerName,
      street: "\(random.between(3, 3200)), \(random.pick(town.streets))", town: town,
      postalCode: "\(town.sortingArea) \(delivery)", spot: job?.peculiarity == .noCoordinates ? nil : spot,
      subscription: random.hashName(), serial: serial)
  }

  private mutating func addressDocuments(_ address: Address, suspended: Bool, isNetwork: Bool) -> [SampleDocument] {
    let created = stamp(daysAgo: random.between(20, 900))
    var place = FieldList(capacity: 9)
    place.text("customer", address.customer)
    place.text("customer_name", address.customerName)
    place.text("address", address.line)
    place.text("city", address.town.name)
    place.text("postal_code", address.postalCode)
    place.place(address.spot, latitude: "latitude", longitude: "longitude")
    place.text("splitter", "\(random.between(1, 24))-\(random.pick(["A", "B", "C", "D"]))")
    var made = [document("Service Location", address.location, place, created)]
    guard !isNetwork else { return made }

    var terminal = FieldList(capacity: 4)
    terminal.text("serial", address.serial)
    terminal.text("equipment_type", "ONT")
    terminal.text("mac", mac())
    terminal.text("service_location", address.location)
    made.append(document("Service Equipment", address.serial, terminal, created))

    var subscription = FieldList(capacity: 4)
    subscription.text("customer", address.customer)
    subscription.text("plan", random.pick(["Fibre 100", "Fibre 500", "Fibre Giga", "Fibre Giga + TV", "Affaires 1 Gbit/s"]))
    subscription.text("status", suspended ? "Suspended" : "Active")
    subscription.text("service_location", address.location)
    made.append(document("Service Subscription", address.subscription, subscription, created))
    return made
  }

  private mutating func jobDocument(_ job: PlannedJob, at address: Address, second: Address?) -> SampleDocument {
    let kind = job.kind
    var list = FieldList(capacity: 30)
    list.text("subject", job.subject ?? random.pick(kind.subjects))
    list.text("job_type", kind.title)
    list.text("status", job.status)
    list.text("priority", job.priority ?? kind.priority)
    list.text("customer", address.customer)
    list.text("customer_name", address.customerName)
    let phone = People.phone(&random)
    if job.peculiarity != .noMobilePhone && !isNetwork(job) { list.text("customer_phone", phone) }
    list.int("sms_opt_out", random.below(20) == 0 ? 1 : 0)
    list.text("service_location", address.location)
    list.text("address", address.line)
    list.place(address.spot, latitude: "latitude", longitude: "longitude")
    list.text("second_location", second?.location)
    if let window = job.window {
      list.text("window_start", date(window.day).at(window.from))
      list.text("window_end", date(window.day).at(window.to))
    }
    schedule(job, &list)
    list.int("duration_minutes", job.duration)
    list.text("technician", job.technician)
    outcome(job, kind, &list)
    list.text("notes", notes(job))
    if !isNetwork(job) && job.peculiarity != .sameAddress(as: 1067) {
      list.text("subscription", address.subscription)
      list.text("equipment", address.serial)
    }
    list.links("tags", field: "tag", job.tags ?? kind.tags.first ?? [])
    list.rows("crew", job.crew.map { [SampleField("resource", .text($0.resource)), SampleField("role", .text($0.role))] })
    return finished(job, list)
  }

  private func schedule(_ job: PlannedJob, _ list: inout FieldList) {
    guard let day = job.day, let start = job.start else { return }
    list.text("scheduled_start", date(day).at(start))
    list.int("sequence", start * 10)
  }

  private mutating func outcome(_ job: PlannedJob, _ kind: JobType, _ list: inout FieldList) {
    list.text("status_reason", job.reason)
    guard let day = job.day, let start = job.start else { return }
    let late = random.between(-8, 9)
    // Nothing of today can have begun after the sample's 10:40, nor have ended then.
    let begun = day == 0 ? min(start + late, 637) : start + late
    switch job.status {
    case JobStatuses.done:
      list.text("actual_start", date(day).at(begun))
      let ended = begun + max(10, kind.minutes - random.between(0, 20))
      list.text("actual_end", date(day).at(day == 0 ? min(ended, 638) : ended))
      list.text("resolution", random.pick(kind.resolutions))
    case JobStatuses.onSite:
      list.text("actual_start", date(day).at(begun))
    default: break
    }
  }

  /// A day of the week is a working day; the year before it is counted through.
  private func date(_ offset: Int) -> SampleDay { offset >= -2 ? today.workday(offset) : today + offset }

  private mutating func notes(_ job: PlannedJob) -> String {
    let ordinary = random.pick(isNetwork(job) ? JobTypes.networkNotes : JobTypes.notes)
    if job.peculiarity == .hostileText { return Self.hostileNotes }
    return job.notes ?? ordinary
  }

  private mutating func finished(_ job: PlannedJob, _ list: FieldList) -> SampleDocument {
    let created = today - random.between(3, 12)
    let creation =
      "\(created.at(random.between(480, 1010), second: random.below(60))).\(paddedDigits(random.below(1_000_000), 6))"
    // A dispatcher's hours: yesterday's afternoon, or this morning.
    var minute = random.below(2) == 0 ? random.between(-650, -360) : random.between(425, 600)
    var changed = today
    var author = SampleUsers.dispatchers[random.below(SampleUsers.dispatchers.count)]
    if let day = job.day, day < 0 {
      changed = date(day)
      minute = random.between(960, 1050)
    }
    if let day = job.day, day == 0, let start = job.start {
      if job.status != JobStatuses.published { minute = min(638, start + random.between(0, 40)) }
    }
    if case .editedByJulie(let ago)? = job.peculiarity {
      minute = 640 - ago
      author = SampleUsers.julie
    }
    let modified = "\(changed.at(minute, second: random.below(60))).\(paddedDigits(random.between(1, 999_999), 6))"
    return SampleDocument(
      doctype: "Dispatch Job", name: job.name, fields: list.fields, creation: min(creation, modified), modified: modified,
      modifiedBy: author)
  }

  private func document(_ doctype: String, _ name: String, _ list: FieldList, _ created: String) -> SampleDocument {
    SampleDocument(
      doctype: doctype, name: name, fields: list.fields, creation: created, modified: created,
      modifiedBy: SampleUsers.supervisor)
  }

  private mutating func stamp(daysAgo: Int) -> String {
    "\((today - daysAgo).at(random.between(480, 1020), second: random.below(60))).\(paddedDigits(random.between(1, 999_999), 6))"
  }

  private mutating func mac() -> String {
    let bits = random.next()
    let pairs = (0..<4).map { index in
      let byte = String((bits >> (UInt64(index) * 8)) & 0xFF, radix: 16, uppercase: true)
      return byte.utf8.count == 1 ? "0" + byte : byte
    }
    return "02:00:" + pairs.joined(separator: ":")
  }

  private func hex(_ bits: UInt64) -> String {
    let digits = String(bits & 0xFFFF_FFFF, radix: 16, uppercase: true)
    return String(repeating: "0", count: 8 - digits.utf8.count) + digits
  }

  /// Sixty characters.
  static let longName = "Marie-Antoinette-Joséphine de la Bruère-Desgroseilliers-Côté"
  /// An escape sequence that would clear a terminal, a C1 control, an override of the writing direction and emoji.
  static let hostileNotes =
    "Chien 🐕‍🦺 gentil 👍🏽, fibre 🛠️ à refaire. \u{1B}[2J\u{1B}[31mROUGE\u{1B}[0m \u{9B}7m \u{202E}enversé\u{202C} fin."
}
