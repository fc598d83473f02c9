import Canvas

/// The console after the input that is most likely to come next, worked out while nothing else is to be done. `reduce` and `view` are
/// pure, so that it is what would have come of that input then.
package struct Foresight: Sendable {
  package let input: Input
  /// As they will be; to be exchanged for the present ones when the input comes and nothing else with it.
  package var state: State
  package var drawn: ViewMemory

  /// After `input` has moved the selection of `state`, now drawn in `drawn`: most often it comes again. nil where it would do more
  /// than move.
  package init?(of input: Input, in state: State, drawn: ViewMemory) {
    guard case .key = input, state.layers.isEmpty else { return nil }
    self.input = input
    self.state = state
    self.drawn = drawn
    guard reduce(&self.state, .input(input)).isEmpty, ViewMemory.Moment(self.state) == ViewMemory.Moment(state) else {
      return nil
    }
    view(self.state, memory: &self.drawn)
  }
}
