/// One thing that the dispatcher does of a morning: on the screen, as a script plays it, and as a line from the shell.
struct MorningStep {
  let screen: String
  let line: String
  var flags: [String] = []

  /// As a verb line on the screen too.
  init(_ line: String) {
    screen = "verb \(line)"
    self.line = line
  }

  /// From the page of the checks: to the job's row, then what the row's keys say. `waits`: the row is there, as nothing before can
  /// have mended it. `yes`: the technician is under way, and it is done all the same.
  init(_ job: String, _ keys: [String], _ line: String, waits: Bool = false, yes: Bool = false) {
    let toRow = ["keys 1 F7", "wait Vérifications"] + (waits ? ["wait  \(job) "] : []) + ["keys g", "type \(job)", "keys Enter"]
    screen = (toRow + keys + (yes ? ["wait déjà en route", "keys Enter"] : [])).joined(separator: "\n")
    self.line = line
    if yes { flags = ["--yes"] }
  }

  static func assign(_ job: String, _ technician: String, at time: String? = nil, waits: Bool = true) -> MorningStep {
    MorningStep(
      job, (time.map { ["keys a F4", "type \($0)", "keys Enter"] } ?? ["keys a"]) + ["type \(technician)", "keys Enter"],
      ["a", job, technician, time].compactMap { $0 }.joined(separator: " "), waits: waits)
  }
  /// One of several that stand in one row: that is unfolded first.
  static func assignPart(_ job: String, _ technician: String) -> MorningStep {
    MorningStep(
      job, ["keys Right g", "type \(job)", "keys Enter a", "type \(technician)", "keys Enter"], "a \(job) \(technician)")
  }
  static func move(_ job: String, _ time: String, yes: Bool = false) -> MorningStep {
    MorningStep(job, ["keys m", "type \(time)", "keys Enter"], "m \(job) \(time)", waits: true, yes: yes)
  }
  static func report(_ job: String, _ day: String, waits: Bool = true, yes: Bool = false) -> MorningStep {
    MorningStep(job, ["keys r", "type \(day)", "keys Enter"], "r \(job) \(day)", waits: waits, yes: yes)
  }
}

enum MorningSteps {
  /// What is wrong with the day, mended from the page of the checks by its keys, the worst first.
  static let mending: [MorningStep] = [
    // Late, and nobody has them: the customers are offered tomorrow.
    .report("1043", "demain 11h30"), .report("1044", "demain 15h"), .report("1045", "demain 8h"), .report("1046", "demain 9h45"),
    // Félix is away: two of his go to Zoé, the third waits for him.
    .assignPart("1041", "zoe"), .assignPart("1042", "zoe"), .report("1040", "demain 11h30"),
    // Karine: an overlap, no time to drive, a day too long.
    .assign("1036", "zoe", at: "17h30"), .assign("1035", "sophie"), .move("1034", "13h30"),
    // A window missed, one about to be, a truck in two places, no splicer, work outside the shift.
    .assign("1031", "amelie"), .report("1031", "demain 9h30", waits: false), .report("1026", "demain 8h", yes: true),
    .report("1028", "demain 13h30"), .assign("1023", "nathalie"), .report("1023", "demain 8h", waits: false),
    .report("1021", "lun 8h"), .move("1029", "12h", yes: true),
    MorningStep(
      "1051", ["keys D", "wait raison", "type abonnement suspendu", "keys Enter"], "annuler 1051 abonnement suspendu", waits: true
    ),
    MorningStep(
      "1049", ["keys e", "keys " + Array(repeating: "Tab", count: 12).joined(separator: " "), "type 45.05 -74.3", "keys Enter"],
      "e 1049 coord: 45.05 -74.3", waits: true),
  ]

  /// The backlog, until nothing is left of it.
  static let clearing: [MorningStep] = [
    .assign("1047", "marc", at: "12h", waits: false), MorningStep("a 1043 karine"), MorningStep("a 1044 zoe"),
    MorningStep("a 1045 karine"), MorningStep("a 1046 karine"),
    MorningStep("a 1054 etienne 14h"), MorningStep("r 1048 lun amelie 13h"),
    MorningStep("r 1049 demain etienne 11h"), MorningStep("r 1050 demain zoe 13h"), MorningStep("r 1052 demain nathalie 12h"),
    MorningStep("r 1053 demain amelie 8h"), MorningStep("r 1055 lun samuel 8h30"), MorningStep("r 1056 lun amelie 8h30"),
    MorningStep("r 1057 ven olivier 12h30"), MorningStep("r 1058 demain etienne 12h"), MorningStep("r 1059 ven amelie 12h"),
    MorningStep("r 1060 ven samuel 13h"), MorningStep("r 1061 lun samuel 12h"), MorningStep("r 1062 ven etienne 12h"),
    MorningStep("r 1063 demain olivier 11h45"), MorningStep("r 1064 ven amelie 15h15"),
  ]

  /// Tomorrow's work on poles.
  static let rained = "1065,1067,1070,1071,1072,1073,1075,1077,1078,1079"

  static let ending: [MorningStep] = [MorningStep("x 1041 1042"), MorningStep("pub tout")]
}
