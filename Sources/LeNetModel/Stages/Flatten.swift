/// The rules of flatten: `[maps, rows, columns]` becomes `[maps * rows * columns, 1, 1]`.
///
/// It computes nothing, so it has no connections.
struct Flatten: StageRules {
  var kind: StageKind { .flatten }

  func output(for input: Shape) throws(StageDefect) -> Shape { Shape(input.count, 1, 1) }
}
