/// The rules of flatten: `[maps, rows, columns]` becomes `[maps * rows * columns, 1, 1]`.
///
/// It computes nothing, so it has no connections.
struct Flatten: LayerSpec {
  var kind: LayerKind { .flatten }

  func output(for input: Shape) throws(LayerProblem) -> Shape { Shape(input.count, 1, 1) }
}
