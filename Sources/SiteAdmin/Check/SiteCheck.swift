import Domain
import ERPNext
import Transport

/// `site check`: compares what a site has with what the console needs, and changes nothing.
package struct SiteCheck: Sendable {
  private let client: FrappeClient
  private let zone: SiteZone
  private let clock: @Sendable () -> Instant

  /// - Parameters:
  ///   - zone: as the console takes the site's time to be.
  ///   - clock: the site's, as the `Date` of its answers tells it.
  package init(_ client: FrappeClient, zone: SiteZone, clock: @escaping @Sendable () -> Instant) {
    self.client = client
    self.zone = zone
    self.clock = clock
  }

  /// - Throws: what keeps the site from being looked at altogether: no answer, no sign-in.
  package func report() async throws(SiteFailure) -> SiteReport {
    var report = SiteReport()
    try await client.ping()
    report.user = try await client.loggedUser()
    report.versions = (try? await client.versions()) ?? [:]
    var metas: [String: DoctypeMeta] = [:]
    for kind in DocumentKind.allCases { report.kinds.append(try await check(kind, &metas)) }
    if report.kinds.contains(where: { $0.verdict == .missing }) { try await suggest(&report, &metas) }
    report.zone = try await checkZone(report)
    return report
  }

  // MARK: One kind

  private func check(_ kind: DocumentKind, _ metas: inout [String: DoctypeMeta]) async throws(SiteFailure) -> KindReport {
    guard let mapped = client.mapping[kind] else { return KindReport(kind: kind, doctype: "", verdict: .missing) }
    var report = KindReport(kind: kind, doctype: mapped.doctype, verdict: .found)
    guard let meta = try await meta(mapped.doctype, &metas) else {
      report.verdict = .missing
      return report
    }
    report.isSubmittable = meta.isSubmittable
    for schema in kind.fields {
      let siteName = mapped.fields[schema.name] ?? schema.name
      var field = FieldReport(name: schema.name, siteName: siteName, isRequired: kind.isRequired(schema), verdict: .found)
      if let found = meta.field(siteName) {
        field.verdict = verdict(schema, found)
        if field.verdict == .found { field.missingValues = missingValues(kind, schema, found, mapped) }
        if case .table(let columns) = schema.type, let child = try await self.meta(found.options, &metas) {
          let names = mapped.tables[schema.name]?.fields ?? [:]
          let missing = columns.filter { child.field(names[$0.name] ?? $0.name) == nil }.map(\.name)
          report.tables[schema.name] = TableReport(doctype: child.name, missing: missing)
        }
      } else {
        field.verdict = .missing
      }
      report.fields.append(field)
    }
    if report.fields.contains(where: { $0.verdict.isLack }) {
      let fixed = Dictionary(
        uniqueKeysWithValues: report.fields.filter { !$0.verdict.isLack }.map { ($0.name, $0.siteName) })
      let matcher = MappingMatcher(doctypes: client.mapping.doctypes)
      let found = matcher.suggestion(for: kind, in: meta, childMetas: try await children(of: meta, &metas), fixed: fixed)
      let news = found.fields.filter { entry in report.fields.contains { $0.name == entry.key && $0.verdict.isLack } }
      if !news.isEmpty {
        var suggestion = found
        suggestion.fields = news
        report.suggestion = suggestion
      }
    }
    report.verdict = try await access(to: mapped.doctype)
    return report
  }

  private func verdict(_ schema: FieldSchema, _ found: DoctypeMeta.Field) -> FieldReport.Verdict {
    guard FieldKinship.fits(schema.type, siteType: found.type) else { return .wrongType(found.type) }
    if case .link(let target) = schema.type, found.type == "Link", let expected = client.mapping[target]?.doctype,
      found.options != expected
    {
      return .otherTarget(found.options)
    }
    return .found
  }

  private func missingValues(
    _ kind: DocumentKind, _ schema: FieldSchema, _ found: DoctypeMeta.Field, _ mapped: SiteMapping.Kind
  ) -> [String] {
    guard schema.type == .select, found.type == "Select" else { return [] }
    let options = Set(found.options.split(separator: "\n").map(String.init))
    return FieldNames.knownValues(kind, schema.name).filter { !options.contains(mapped.values[schema.name]?[$0] ?? $0) }
  }

  /// Whether this user may read and write documents of it.
  private func access(to doctype: String) async throws(SiteFailure) -> KindReport.Verdict {
    do throws(SiteFailure) { _ = try await client.names(ofDoctype: doctype, limit: 1) } catch {
      switch error {
      case .refused(403, _, _): return .notReadable
      case .refused(_, _, let words): return .unknown(words)
      default: throw error
      }
    }
    let mayWrite = try? await client.mayWrite(doctype: doctype)
    return mayWrite == false ? .notWritable : .found
  }

  // MARK: Metas

  /// nil where the site has no such doctype, or does not show it.
  private func meta(_ doctype: String, _ metas: inout [String: DoctypeMeta]) async throws(SiteFailure) -> DoctypeMeta? {
    if let known = metas[doctype] { return known }
    do throws(SiteFailure) {
      let meta = try await client.meta(ofDoctype: doctype)
      metas[doctype] = meta
      return meta
    } catch {
      switch error {
      case .notFound, .refused, .malformed: return nil
      default: throw error
      }
    }
  }

  private func children(
    of meta: DoctypeMeta, _ metas: inout [String: DoctypeMeta]
  ) async throws(SiteFailure) -> [String: DoctypeMeta] {
    var children: [String: DoctypeMeta] = [:]
    for field in meta.fields where field.type == "Table" || field.type == "Table MultiSelect" {
      children[field.options] = try await self.meta(field.options, &metas)
    }
    return children
  }

  // MARK: Other names

  /// As many of the site's doctypes are looked at for each kind that has none.
  private static let candidates = 3

  /// Looks for the site's own names of what is missing; only those who manage the site may see its doctypes.
  private func suggest(_ report: inout SiteReport, _ metas: inout [String: DoctypeMeta]) async throws(SiteFailure) {
    guard
      let names = try? await client.names(
        ofDoctype: "DocType", where: [FrappeClient.condition("istable", "=", 0), FrappeClient.condition("issingle", "=", 0)])
    else { return }
    var best: [DocumentKind: String] = [:]
    var taken: Set<String> = Set(report.kinds.filter { $0.verdict != .missing }.map(\.doctype))
    for kind in report.kinds where kind.verdict != .missing { best[kind.kind] = kind.doctype }
    // Twice: what is found the first time tells the second where links point.
    for round in 0..<2 {
      taken.subtract(report.kinds.filter { $0.verdict == .missing }.compactMap { best[$0.kind] })
      let order = report.kinds.indices.filter { report.kinds[$0].verdict == .missing }
        .sorted { report.kinds[$0].kind.fields.count > report.kinds[$1].kind.fields.count }
      for index in order {
        let kind = report.kinds[index].kind
        let likely = names.filter { !taken.contains($0) }
          .map { ($0, Likeness.of($0, toAnyOf: FieldNames.doctypes(kind))) }.filter { $0.1 >= 0.5 }
          .sorted { ($1.1, $0.0) < ($0.1, $1.0) }.prefix(Self.candidates)
        var found: (suggestion: MappingSuggestion, score: Double)?
        for (name, likeness) in likely {
          guard let meta = try await meta(name, &metas) else { continue }
          let suggestion = MappingMatcher(doctypes: best).suggestion(
            for: kind, in: meta, childMetas: try await children(of: meta, &metas))
          let score = suggestion.fit + likeness / 2
          if score > found?.score ?? 0 { found = (suggestion, score) }
        }
        guard let found, found.suggestion.fit >= 0.35 else { continue }
        best[kind] = found.suggestion.doctype
        taken.insert(found.suggestion.doctype)
        if round == 1 { report.kinds[index].suggestion = found.suggestion }
      }
    }
  }

  // MARK: Time

  /// What zone the site tells, and whether what it has stamped last fits its own `Date`: a stamp from the future betrays a zone that is
  /// farther east than the configured one, and nothing betrays the opposite but a write.
  private func checkZone(_ report: SiteReport) async throws(SiteFailure) -> ZoneReport {
    var zone = ZoneReport(told: try await client.siteZoneIdentifier(), configured: self.zone.identifier)
    let now = clock()
    for kind in report.kinds where kind.verdict == .found || kind.verdict == .notWritable {
      guard let newest = try? await client.newestChange(ofDoctype: kind.doctype), let reading = LocalDateTime(siteText: newest)
      else { continue }
      let ahead = Int(reading.clockSeconds - now.seconds) - self.zone.offset(at: now)
      zone.ahead = max(zone.ahead ?? .min, ahead)
    }
    if let offset = client.observedClockOffset { zone.ahead = max(zone.ahead ?? .min, offset - self.zone.offset(at: now)) }
    return zone
  }
}
