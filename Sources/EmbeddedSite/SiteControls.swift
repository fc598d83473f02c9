/// The site's own controls under `/embedded-site/`, for its launcher and for tests: never part of a real site.
struct SiteControls: Sendable {
  let engine: SiteEngine
  let faults: FaultInjector
  let token: String
  let life: SiteLife

  func respond(_ request: SiteRequest) async -> SiteResponse {
    guard request.header("Authorization") == "Bearer \(token)" else {
      return .json(["error": "unauthorized"], status: 401)
    }
    let body = (try? JSON.parse(request.body)) ?? .null
    switch (request.method, request.segments.dropFirst().joined(separator: "/")) {
    case ("GET", "state"):
      let writes = JSON.Member("writes_under_way", .int(Int64(await engine.writesUnderWay)))
      return .json(.object((await life.state().members ?? []) + [writes]))
    case ("GET", "journal"): return await journal(request)
    case ("POST", "journal"): return await journal(request)
    case ("POST", "faults"): return setFaults(body["faults"]?.string ?? "")
    case ("POST", "heartbeat"):
      engine.hub.heartbeat()
      return .json(["heartbeat": true])
    case ("POST", "streams/close"):
      engine.hub.closeStreams()
      return .json(["closed": true])
    case ("POST", "commits/release"):
      faults.releaseCommits()
      return .json(["released": true])
    case ("POST", "simulate"): return await simulate(body)
    case ("POST", "stop"):
      await life.stop(whenIdle: body["when"]?.string == "idle")
      return .json(["stopping": true])
    default: return .json(["error": "no such control"], status: 404)
    }
  }

  private func journal(_ request: SiteRequest) async -> SiteResponse {
    let after = request.query["after"].flatMap { Int64($0) } ?? 0
    let limit = request.query["limit"].flatMap { Int($0) } ?? 100_000
    guard let entries = try? await engine.journal(after: after, limit: limit) else {
      return .json(["error": "the journal cannot be read"], status: 500)
    }
    return .json(["entries": .array(entries.map(\.json))])
  }

  private func setFaults(_ text: String) -> SiteResponse {
    do {
      let plan = try FaultPlan(parsing: text)
      try plan.check(engine.manners)
      faults.plan = plan
      engine.hub.publish(service: EmbeddedSiteServer.frappe, outage: plan.outage)
      engine.clock.setSkew(seconds: plan.clockSkew)
      return .json(["faults": .string(text)])
    } catch {
      return .json(["error": .string(error.description)], status: 400)
    }
  }

  private func simulate(_ body: JSON) async -> SiteResponse {
    let steps = Int(body["steps"]?.int ?? 1)
    do {
      for _ in 0..<min(max(steps, 0), 10_000) { try await life.simulator.step() }
      return .json(["steps": .int(Int64(steps))])
    } catch {
      return .json(["error": "the simulator failed"], status: 500)
    }
  }
}
