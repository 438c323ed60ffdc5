/// The rules of global average pooling: `[maps, rows, columns]` becomes `[maps, 1, 1]`.
struct GlobalAveragePooling: LayerSpec {
  var kind: LayerKind { .globalAveragePooling }

  func output(for input: Shape) throws(LayerProblem) -> Shape { Shape(input.maps, 1, 1) }

  func connections(for input: Shape, output: Shape) -> Int { input.count }
}
