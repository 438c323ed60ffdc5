/// Values by the state of a search, in the order in which the states came.
///
/// A dictionary has another order in every process: equal scores would give other paths, and sums other last bits.
struct OrderedStates<State: Hashable, Value> {
  private(set) var states: [State] = []
  private var values: [Value] = []
  private var places: [State: Int] = [:]

  var isEmpty: Bool { states.isEmpty }

  /// The value of a state; nil for one that has not come.
  subscript(state: State) -> Value? { places[state].map { values[$0] } }

  /// Puts a value in, joined with the one that is there.
  mutating func add(_ value: Value, at state: State, joining: (Value, Value) -> Value) {
    if let place = places[state] {
      values[place] = joining(values[place], value)
    } else {
      places[state] = states.count
      states.append(state)
      values.append(value)
    }
  }

  /// The states with their values.
  var elements: Zip2Sequence<[State], [Value]> { zip(states, values) }
}
