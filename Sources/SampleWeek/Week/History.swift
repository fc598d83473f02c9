/// A year of finished jobs before the sample week, made one at a time so that the whole never stands in memory.
struct History {
  let days = 364

  /// `count` jobs ending the day before the week, numbered from 1 below the week's own numbers where there is room.
  func forEachJob(
    _ count: Int, firstNumber: Int, technicians: [SampleTechnician], random: inout SampleRandom,
    _ body: (PlannedJob) throws -> Void
  ) rethrows {
    let perTechnician = technicians.map { technician in
      (technician, JobTypes.all.indices.filter { JobTypes.all[$0].suits(technician.tags) && $0 != JobTypes.move })
    }
    for index in 0..<count {
      let (technician, types) = perTechnician[random.below(perTechnician.count)]
      let day = -3 - (count - 1 - index) * days / max(1, count)
      let draw = random.below(100)
      let status = draw < 92 ? JobStatuses.done : draw < 97 ? JobStatuses.cancelled : JobStatuses.absent
      let type = types[random.below(types.count)]
      let start = technician.shiftStart + random.below(24) * 15
      try body(
        PlannedJob(
          number: firstNumber + index, type: type, status: status,
          town: Municipalities.all[random.below(Municipalities.all.count)].name,
          day: day, start: start, technician: technician.name, window: (day, start / 60 * 60, start / 60 * 60 + 240),
          reason: status == JobStatuses.done ? nil : "Client non disponible"))
    }
  }
}
