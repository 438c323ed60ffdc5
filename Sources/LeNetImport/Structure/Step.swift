package import LeNetModel

/// The order in which maps become a vector.
package enum FlattenOrder: String, Hashable, Sendable, CaseIterable {
  /// Map by map, row by row: PyTorch, Paddle, Caffe and this program.
  case mapsFirst
  /// Place by place, each with all maps: Keras.
  case placesFirst
}

/// One step of a network with its numbers: a convolution, an activation, a pooling.
package enum Step: Hashable, Sendable {
  /// Weights `[output, input, row, column]`.
  case convolution(SquareKernel, stride: Int, padding: Int)
  /// Weights `[output, input]`.
  case dense(Connection)
  /// Normalization with running statistics.
  case normalization(Normalization)
  /// Each map times a factor plus an offset; one number serves all maps.
  case affine(factor: [Float], offset: [Float])
  case activation(Activation)
  case pooling(isMax: Bool, window: Int, stride: Int)
  case globalAverage
  /// Zeros around each map, to be joined with the next convolution.
  case padding(Int)
  case flatten(FlattenOrder)
}

/// The numbers of a convolution.
package struct SquareKernel: Hashable, Sendable {
  package var name: String
  package var maps: Int
  package var inputs: Int
  package var side: Int
  package var weights: [Float]
  package var bias: [Float]
}

/// The numbers of a full connection.
package struct Connection: Hashable, Sendable {
  package var name: String
  package var units: Int
  package var inputs: Int
  package var weights: [Float]
  package var bias: [Float]
}

/// The numbers of a batch normalization.
package struct Normalization: Hashable, Sendable {
  package var name: String
  package var scale: [Float]
  package var shift: [Float]
  package var mean: [Float]
  package var variance: [Float]
  package var epsilon = 1e-5
}

/// The sizes of `[a, b, c, d]` in another order: the numbers of `values` with axis `order[0]` outermost.
func reordered(_ values: [Float], sizes: [Int], order: [Int]) -> [Float] {
  var steps = [Int](repeating: 1, count: sizes.count)
  for axis in stride(from: sizes.count - 2, through: 0, by: -1) {
    steps[axis] = steps[axis + 1] * sizes[axis + 1]
  }
  let counts = order.map { sizes[$0] }
  let strides = order.map { steps[$0] }
  var place = [Int](repeating: 0, count: order.count)
  var source = 0
  var result: [Float] = []
  result.reserveCapacity(values.count)
  for _ in values.indices {
    result.append(values[source])
    var axis = order.count - 1
    while axis >= 0 {
      place[axis] += 1
      source += strides[axis]
      if place[axis] < counts[axis] { break }
      source -= strides[axis] * counts[axis]
      place[axis] = 0
      axis -= 1
    }
  }
  return result
}
