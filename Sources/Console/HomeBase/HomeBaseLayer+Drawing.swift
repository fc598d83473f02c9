import Canvas
import Cartography
import Domain
import Scheduling
import Widgets

extension HomeBaseLayer {
  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let areas = HomeBaseAreas(Size(width: area.width, height: area.height))
    let hints = hints(state)
    let layout = DialogFrame.draw(
      into: &frame, in: area, content: areas.content, title: title(state), hints: hints.map(\.hint))
    hits.add(layout.outer, .layerBox)
    for region in layout.hints { hits.add(region.rect, .layer(hints[region.index].number)) }
    let content = layout.content
    if way == .map, !isTaken, !isClearing {
      drawPicking(areas, into: &frame, in: content, state, &hits)
    } else {
      drawForm(areas, into: &frame, in: content, state, &hits)
    }
    if let row = areas.travelRow, row < content.height { drawTravel(into: &frame, in: content.row(row), state) }
  }

  private func title(_ state: State) -> String {
    let words = state.words
    let place = state.preferences.symbols[.place]
    switch subject {
    case .technician(let name): return place + " " + words.homeBaseTitle(state.name(of: name))
    case .job(let reference):
      return place + " " + (state.board?.jobs[reference].map { words.jobPlaceTitle($0) } ?? words.jobIsGone)
    }
  }

  // MARK: The form

  private func drawForm(
    _ areas: HomeBaseAreas, into frame: inout Frame, in content: Rect, _ state: State, _ hits: inout HitMap
  ) {
    let words = state.words
    if let row = areas.currentRow { drawCurrent(into: &frame, in: content.row(row), state) }
    let line = content.row(areas.fieldRow)
    let label = Self.labelWidth(content.width)
    switch way {
    case .address, .coordinates:
      let isAddress = way == .address
      if label > 0 {
        frame.put(
          isAddress ? words.addressLabel : words.coordinatesLabel, x: line.x, y: line.y, columns: label - 1,
          style: Style(.key, on: .dialog), in: line)
      }
      let field = Rect(x: line.x + label, y: line.y, width: line.width - label, height: 1)
      (isAddress ? address : coordinates).draw(
        into: &frame, in: field, focused: true, placeholder: isAddress ? words.addressPlaceholder : words.coordinatesPlaceholder)
    case .map:
      let text = picker.map { words.degrees($0.crosshair) } ?? ""
      frame.put(words.mapLabel, x: line.x, y: line.y, columns: max(0, label - 1), style: Style(.key, on: .dialog), in: line)
      let x = frame.put(text, x: line.x + label, y: line.y, style: Style(.strong, on: .dialog), in: line)
      frame.put(
        "  " + nameText(state), x: x, y: line.y, columns: max(0, line.maxX - x), style: Style(.dim, on: .dialog), in: line)
    }
    let body = Rect(
      x: content.x, y: content.y + areas.body.lowerBound, width: content.width, height: areas.body.count
    ).intersection(content)
    drawBody(areas, into: &frame, in: body, state, &hits)
    if areas.map.count >= 3 {
      let map = Rect(x: content.x, y: content.y + areas.map.lowerBound, width: content.width, height: areas.map.count)
      drawPreview(into: &frame, in: map.intersection(content), state)
    }
  }

  private static func labelWidth(_ width: Int) -> Int { width >= 40 ? 13 : 0 }

  /// `Actuel    Ormstown, J0S 1K0              45,1330 N 74,0000 O`.
  private func drawCurrent(into frame: inout Frame, in line: Rect, _ state: State) {
    let words = state.words
    let label = Self.labelWidth(line.width)
    let dim = Style(.dim, on: .dialog)
    if label > 0 { frame.put(words.currentLabel, x: line.x, y: line.y, columns: label - 1, style: dim, in: line) }
    guard let present = present(state) else { return }
    let place = present.place.map { words.degrees($0) } ?? ""
    let placeWidth = line.width >= 60 ? TextWidth.columns(of: place) : 0
    let text: String
    switch subject {
    case .technician: text = present.place == nil ? words.headquartersStandIn : Sanitise.line(present.address)
    case .job: text = Sanitise.line(present.address) + (present.place == nil ? " · " + words.noCoordinates : "")
    }
    frame.put(
      text.isEmpty ? (placeWidth > 0 ? words.noAddressWritten : place) : text, x: line.x + label, y: line.y,
      columns: max(0, line.width - label - placeWidth - 2),
      style: Style(present.place == nil ? .warning : .dialog, on: .dialog), in: line)
    if placeWidth > 0 { frame.put(place, x: line.maxX - placeWidth, y: line.y, style: dim, in: line) }
  }

  private func drawBody(
    _ areas: HomeBaseAreas, into frame: inout Frame, in body: Rect, _ state: State, _ hits: inout HitMap
  ) {
    let words = state.words
    if isClearing, case .technician = subject { return put([Span(words.willClear, .warning)], into: &frame, in: body) }
    if isClearing { return put([Span(words.willClearPlace, .warning)], into: &frame, in: body) }
    if let complaint { return put([Span(complaint, .warning)], into: &frame, in: body) }
    switch way {
    case .address:
      switch search {
      case .found(let candidates, let answer) where address.text == searched && !candidates.isEmpty:
        drawCandidates(candidates, answer, areas, into: &frame, in: body, state, &hits)
      case .found(_, let answer) where address.text == searched:
        let asked = answer.asked.map { Span(words.reallyAsked(Sanitise.line($0)), .dim) }
        put([Span(words.noAddressFound, .warning)] + (asked.map { [$0] } ?? []), into: &frame, in: body)
      case .idle, .found: put([Span(words.addressHelp, .dim)], into: &frame, in: body)
      case .waiting: put([Span(words.searching, .dialog)], into: &frame, in: body)
      case .failed(let failure):
        put(words.geocodingFailed(failure, rows: body.height, width: body.width), into: &frame, in: body)
      }
    case .coordinates:
      switch reading(state) {
      case .coordinate(let place):
        var spans = [Span(words.degrees(place, decimals: 5), .dialog)]
        let name = nameText(state)
        if !name.isEmpty { spans.append(Span(name, .dim)) }
        put(spans + warnings(place, state), into: &frame, in: body)
      case .problem(.empty): put([Span(words.coordinatesHelp, .dim)], into: &frame, in: body)
      // Half of what is typed is not a mistake yet.
      case .problem: put([Span(words.coordinatesHelp, .dim)], into: &frame, in: body)
      }
    case .map:
      guard let picker else { return }
      put([Span(words.pickTaken, .dim)] + warnings(picker.crosshair, state), into: &frame, in: body)
    }
  }

  private func warnings(_ place: Coordinate, _ state: State) -> [Span] {
    let metres = place.distance(to: state.preferences.headquarters)
    return metres > Self.doubtful ? [Span(state.words.farFromHeadquarters(metres), .warning)] : []
  }

  /// One under the other, each wrapped.
  private func put(_ spans: [Span], into frame: inout Frame, in body: Rect) {
    var y = body.y
    for span in spans {
      for line in TextWidth.wrapped(span.text, to: max(1, body.width)) where y < body.maxY {
        frame.put(line, x: body.x, y: y, style: Style(span.role, on: .dialog), in: body)
        y += 1
      }
    }
  }

  private func drawCandidates(
    _ candidates: [Candidate], _ answer: AddressAnswer, _ areas: HomeBaseAreas, into frame: inout Frame, in body: Rect,
    _ state: State, _ hits: inout HitMap
  ) {
    let words = state.words
    let (upper, lower) = body.splitTop(areas.candidateRows)
    let rows = ListView.draw(list, count: candidates.count, into: &frame, in: upper, focused: true) {
      frame, index, line in
      draw(candidates[index], into: &frame, in: line, state)
    }
    for index in list.visible(count: candidates.count, height: upper.height) {
      hits.add(rows.row(index - list.top), .layer(index))
    }
    guard !lower.isEmpty else { return }
    let attribution = Sanitise.line(answer.attribution)
    let width = TextWidth.columns(of: attribution)
    frame.put(attribution, x: lower.maxX - width, y: lower.y, style: Style(.dim, on: .dialog), in: lower)
    var notes: [String] = []
    if let asked = answer.asked { notes.append(words.reallyAsked(Sanitise.line(asked))) }
    if let candidate, candidate.found.coordinate.distance(to: state.preferences.headquarters) > Self.doubtful {
      notes = [words.farFromHeadquarters(candidate.found.coordinate.distance(to: state.preferences.headquarters))]
    }
    frame.put(
      notes.joined(separator: " · "), x: lower.x + 1, y: lower.y, columns: max(0, lower.width - width - 2),
      style: Style(.dim, on: .dialog), in: lower)
  }

  private func draw(_ candidate: Candidate, into frame: inout Frame, in line: Rect, _ state: State) {
    let words = state.words
    let paper = frame[line.x, line.y].style.paper
    let verdict = words.verdict(candidate)
    let distance = candidate.distance.map { words.away(metres: $0) } ?? ""
    let distanceWidth = line.width >= 56 ? 11 : 0
    let verdictWidth = line.width >= 40 ? 20 : 0
    let room = max(1, line.width - distanceWidth - verdictWidth)
    let text = words.addressLine(candidate.found)
    if verdictWidth == 0 {
      // No room beside it: what is wrong with it stands before it.
      let mark = candidate.comparison.isExact ? "" : state.preferences.symbols[.late]
      frame.put(mark + text, x: line.x, y: line.y, columns: room, style: Style(.dialog, on: paper), in: line)
      return
    }
    frame.put(text, x: line.x, y: line.y, columns: room - 1, style: Style(.dialog, on: paper), in: line)
    frame.put(
      verdict.text, x: line.x + room, y: line.y, columns: verdictWidth - 1, style: Style(verdict.role, on: paper), in: line)
    frame.put(
      distance, x: line.maxX - distanceWidth, y: line.y, columns: distanceWidth, align: .right, style: Style(.dim, on: paper),
      in: line)
  }

  // MARK: The map

  private func drawPreview(into frame: inout Frame, in area: Rect, _ state: State) {
    let proposal = proposal(state)
    let marks = marks(state, proposal: proposal?.coordinate)
    let places = marks.filter { if case .headquarters = $0.kind { false } else { true } }.map(\.coordinate)
    let shown = places.isEmpty ? [state.preferences.headquarters] : places
    let symbols = state.preferences.symbols
    let view = MapView.fitting(shown, in: Size(width: area.width, height: area.height))
    MapScene(view: view, marks: marks).draw(into: &frame, in: area, symbols: symbols)
    if let bar = ScaleBar(view, columns: min(24, area.width / 4)) {
      frame.put(bar.text(symbols), x: area.x + 1, y: area.maxY - 1, style: Style(.mapGrid), in: area)
    }
  }

  /// Before and after, the day's visits in their order, and headquarters.
  private func marks(_ state: State, proposal: Coordinate?) -> [MapMark] {
    let words = state.words
    var marks: [MapMark] = []
    let old = present(state)?.place
    switch subject {
    case .technician(let name):
      if let proposal, proposal != old {
        marks.append(
          MapMark(kind: .home(name), coordinate: proposal, label: words.afterLabel, role: .mapPin, isSelected: true))
      }
      if let old {
        marks.append(
          MapMark(
            kind: .home(name), coordinate: old, label: proposal == nil || proposal == old ? "" : words.beforeLabel,
            role: .mapHome, isSelected: proposal == nil))
      }
      for (index, visit) in dayVisits(of: name).enumerated() {
        marks.append(
          MapMark(
            kind: .job(DocumentReference(.job, name: DocumentName("visit-\(index)"))), coordinate: visit,
            label: String(index + 1), role: .jobPlanned))
      }
    case .job(let reference):
      if let place = proposal ?? old {
        marks.append(MapMark(kind: .job(reference), coordinate: place, role: .mapPin, isSelected: true))
      }
    }
    marks.append(MapMark(kind: .headquarters, coordinate: state.preferences.headquarters, role: .mapHeadquarters))
    return marks
  }

  private func drawPicking(
    _ areas: HomeBaseAreas, into frame: inout Frame, in content: Rect, _ state: State, _ hits: inout HitMap
  ) {
    guard let picker else { return }
    let words = state.words
    let cell = words.cellSize(picker.cellMetres)
    let head = content.row(0)
    // A row is missing where the content has but two: the map comes first.
    if let goTo {
      let x = frame.put(words.goToPlaceLabel + " ", x: head.x, y: head.y, style: Style(.key, on: .dialog), in: head)
      goTo.draw(
        into: &frame, in: Rect(x: x, y: head.y, width: max(1, head.maxX - x), height: 1), focused: true,
        placeholder: words.goToPlacePlaceholder)
    } else {
      let width = head.width >= 44 ? TextWidth.columns(of: cell) : 0
      let x = frame.put(
        words.degrees(picker.crosshair), x: head.x, y: head.y, style: Style(.strong, on: .dialog), in: head)
      if width > 0 {
        frame.put(
          cell, x: head.maxX - width, y: head.y, style: Style(picker.isFine ? .good : .dim, on: .dialog), in: head)
      }
      frame.put(
        words.distanceFromBefore(present(state)?.place.map { $0.distance(to: picker.crosshair) }), x: x + 2, y: head.y,
        columns: max(0, head.maxX - x - width - 4), style: Style(.dim, on: .dialog), in: head)
    }
    if areas.currentRow != nil {
      let line = content.row(1)
      let warning = complaint ?? warnings(picker.crosshair, state).first?.text
      // The name comes when the cross-hair rests; until then there is something to learn.
      var text = words.pickHelp
      switch name {
      case .known, .nothing, .failed: text = nameText(state)
      case .unknown, .waiting: break
      }
      let role: Role = if warning != nil { .warning } else if case .known = name { .dialog } else { .dim }
      frame.put(
        warning ?? text, x: line.x, y: line.y, columns: line.width, style: Style(role, on: .dialog), in: line)
    }
    let area = Rect(
      x: content.x, y: content.y + areas.pickRows.lowerBound, width: content.width, height: areas.pickMap.height
    ).intersection(content)
    picker.draw(into: &frame, in: area, marks: marks(state, proposal: nil), state: state)
    for y in 0..<area.height {
      for x in 0..<area.width {
        hits.add(
          Rect(x: area.x + x, y: area.y + y, width: 1, height: 1), .layer(HomeBaseClick.firstCell + y * area.width + x))
      }
    }
  }

  private func nameText(_ state: State) -> String {
    let words = state.words
    switch name {
    case .unknown: return ""
    case .waiting: return words.naming
    case .known(let found): return words.nearTo(words.addressLine(found))
    case .nothing: return words.nothingThere
    case .failed(let failure): return words.notNamed(failure)
    }
  }

  // MARK: The day

  private func drawTravel(into frame: inout Frame, in line: Rect, _ state: State) {
    let words = state.words
    guard let travel else { return }
    let label = Self.labelWidth(line.width)
    if label > 0 {
      frame.put(words.dayLabel, x: line.x, y: line.y, columns: label - 1, style: Style(.dim, on: .dialog), in: line)
    }
    let isSame = travel.before == travel.after
    let text = isSame ? words.dayTravel(travel.before, zone: state.zone) : words.homeTravel(travel, zone: state.zone)
    frame.put(
      text, x: line.x + label, y: line.y, columns: max(0, line.width - label), style: Style(isSame ? .dim : .strong, on: .dialog),
      in: line)
    let x = line.x + label + TextWidth.columns(of: text)
    let mark = words.estimateShort
    let width = TextWidth.columns(of: mark)
    if travel.isEstimate, travel.after.firstArrival != nil, x + 2 + width <= line.maxX {
      frame.put(mark, x: line.maxX - width, y: line.y, style: Style(.dim, on: .dialog), in: line)
    }
  }

  // MARK: The keys

  private func hints(_ state: State) -> [(hint: Hint, number: Int)] {
    let words = state.words
    let enter = words.enterKey
    var hints: [(Hint, Int)] = []
    if goTo != nil {
      return [(Hint(enter, words.goThere), HomeBaseClick.confirm), (Hint(words.escapeKey, words.back), HomeBaseClick.close)]
    }
    if way == .map, !isTaken, !isClearing, let picker {
      hints = [
        (Hint(enter, picker.isFine ? words.takeIt : words.closer), HomeBaseClick.confirm),
        (Hint("1–9", words.ninth), HomeBaseClick.none),
        (Hint("g", words.goToPlaceHint), HomeBaseClick.none), (Hint("F3", words.coordinatesHint), HomeBaseClick.coordinates),
        (Hint("Tab", words.addressLabel.lowercased()), HomeBaseClick.address),
      ]
    } else {
      let saves = proposal(state) != nil
      hints = [(Hint(enter, saves ? words.saveIt : way == .address ? words.searchIt : words.saveIt), HomeBaseClick.confirm)]
      if search == .failed(.notConfigured), way == .address {
        hints.append((Hint("F5", words.publicServer), HomeBaseClick.consent))
      }
      hints.append((Hint("F4", words.pickHint), HomeBaseClick.map))
      if way != .coordinates { hints.append((Hint("F3", words.coordinatesHint), HomeBaseClick.coordinates)) }
      if way != .address { hints.append((Hint("Tab", words.addressLabel.lowercased()), HomeBaseClick.address)) }
      if present(state)?.place != nil || isClearing {
        hints.append((Hint("F6", isClearing ? words.doNotClear : words.clearIt), HomeBaseClick.clear))
      }
    }
    if let other = others.first { hints.append((Hint("F2", words.turnTo(other, state: state)), HomeBaseClick.turn)) }
    hints.append((Hint(words.escapeKey, words.giveUp), HomeBaseClick.close))
    return hints
  }

}
