import LeNetElementary

/// Numbers of sixteen images at a time, one in each lane, and the plain loops over them.
///
/// What exported files compute is computed with these, not with the kernels: the comparison of an export with the model
/// would say little if both shared their loops.
struct LaneValues {
  /// The numbers of one place in each image.
  typealias Lanes = SIMD16<Float>

  /// The sizes for one image, without the number of images.
  var sizes: [Int]
  /// The numbers, the last size running fastest.
  var numbers: [Lanes]

  /// Two values whose sizes do not fit each other.
  struct Misfit: Error {
    let first: [Int]
    let second: [Int]
  }

  /// The inputs of up to sixteen images; the other lanes hold zeros.
  init(sizes: [Int], images: [[Float]]) {
    self.sizes = sizes
    numbers = Array(repeating: .zero, count: sizes.reduce(1, *))
    for (lane, image) in images.enumerated() {
      for (place, number) in image.enumerated() { numbers[place][lane] = number }
    }
  }

  /// Values with their sizes.
  init(sizes: [Int], numbers: [Lanes]) {
    self.sizes = sizes
    self.numbers = numbers
  }

  /// The numbers of one lane.
  func image(_ lane: Int) -> [Float] { numbers.map { $0[lane] } }

  /// Each number changed.
  func mapped(_ change: (Lanes) -> Lanes) -> Self {
    Self(sizes: sizes, numbers: numbers.map(change))
  }

  /// Each number of each image changed, in double precision.
  func mappedByNumber(_ change: (Double) -> Double) -> Self {
    mapped { lanes in
      var result = lanes
      for lane in result.indices { result[lane] = Float(change(Double(lanes[lane]))) }
      return result
    }
  }

  /// The shares of e to the power of each number.
  var softmax: Self {
    var result = self
    for lane in 0..<Lanes.scalarCount {
      let row = numbers.map { Double($0[lane]) }
      let greatest = row.max() ?? 0
      let powers = row.map { Elementary.exp($0 - greatest) }
      let sum = powers.reduce(0, +)
      for (place, power) in powers.enumerated() {
        result.numbers[place][lane] = Float(power / sum)
      }
    }
    return result
  }

  /// Zeros around each map.
  func padded(top: Int, left: Int, bottom: Int, right: Int) -> Self {
    let (rows, columns) = (sizes[1] + top + bottom, sizes[2] + left + right)
    var result = [Lanes](repeating: .zero, count: sizes[0] * rows * columns)
    for map in 0..<sizes[0] {
      for row in 0..<sizes[1] {
        for column in 0..<sizes[2] {
          result[(map * rows + row + top) * columns + column + left] =
            numbers[(map * sizes[1] + row) * sizes[2] + column]
        }
      }
    }
    return Self(sizes: [sizes[0], rows, columns], numbers: result)
  }

  /// Sums of windows with weights `[output map][input map][row][column]`.
  func convolved(
    _ weightSizes: [Int], _ weights: [Float], _ bias: [Float], stride: Int, padding: Int
  ) -> Self {
    let input =
      padding == 0
      ? self : padded(top: padding, left: padding, bottom: padding, right: padding)
    let (maps, kernel) = (weightSizes[0], weightSizes[2])
    let (sources, columns) = (input.sizes[0], input.sizes[2])
    let size = input.sizes[1] * columns
    let rowsOut = (input.sizes[1] - kernel) / stride + 1
    let columnsOut = (columns - kernel) / stride + 1
    var result: [Lanes] = []
    result.reserveCapacity(maps * rowsOut * columnsOut)
    input.numbers.withUnsafeBufferPointer { input in
      weights.withUnsafeBufferPointer { weights in
        for map in 0..<maps {
          for row in 0..<rowsOut {
            for column in 0..<columnsOut {
              var sum = Lanes(repeating: bias[map])
              var weight = map * sources * kernel * kernel
              for source in 0..<sources {
                var place = source * size + row * stride * columns + column * stride
                for _ in 0..<kernel {
                  for across in 0..<kernel {
                    sum += input[place + across] * weights[weight + across]
                  }
                  place += columns
                  weight += kernel
                }
              }
              result.append(sum)
            }
          }
        }
      }
    }
    return Self(sizes: [maps, rowsOut, columnsOut], numbers: result)
  }

  /// One number for each window of each map, its numbers combined in order.
  func pooled(_ window: [Int], _ strides: [Int], _ combine: (Lanes, Lanes) -> Lanes) -> Self {
    let rowsOut = (sizes[1] - window[0]) / strides[0] + 1
    let columnsOut = (sizes[2] - window[1]) / strides[1] + 1
    var result: [Lanes] = []
    for map in 0..<sizes[0] {
      for row in 0..<rowsOut {
        for column in 0..<columnsOut {
          let start = (map * sizes[1] + row * strides[0]) * sizes[2] + column * strides[1]
          var sum = numbers[start]
          for place in 1..<max(window[0] * window[1], 1) {
            sum = combine(
              sum, numbers[start + place / window[1] * sizes[2] + place % window[1]])
          }
          result.append(sum)
        }
      }
    }
    return Self(sizes: [sizes[0], rowsOut, columnsOut], numbers: result)
  }

  /// Sums of all numbers with weights `[output][input]`.
  func multiplied(by weights: [Float], plus bias: [Float]) -> Self {
    let result = numbers.withUnsafeBufferPointer { input in
      weights.withUnsafeBufferPointer { weights in
        bias.enumerated().map { unit, bias in
          var sum = Lanes(repeating: bias)
          for place in 0..<input.count {
            sum += input[place] * weights[unit * input.count + place]
          }
          return sum
        }
      }
    }
    return Self(sizes: [bias.count], numbers: result)
  }

  /// The product of each map with a matrix, which is the first or the second factor.
  func multiplied(by matrix: [Float], _ matrixSizes: [Int], isFirst: Bool) -> Self {
    let (rows, columns) = (sizes[1], sizes[2])
    let (rowsOut, columnsOut) = isFirst ? (matrixSizes[0], columns) : (rows, matrixSizes[1])
    var result: [Lanes] = []
    for map in 0..<sizes[0] {
      let start = map * rows * columns
      for row in 0..<rowsOut {
        for column in 0..<columnsOut {
          var sum = Lanes.zero
          for place in 0..<(isFirst ? rows : columns) {
            sum +=
              isFirst
              ? numbers[start + place * columns + column] * matrix[row * rows + place]
              : numbers[start + row * columns + place] * matrix[place * columnsOut + column]
          }
          result.append(sum)
        }
      }
    }
    return Self(sizes: [sizes[0], rowsOut, columnsOut], numbers: result)
  }

  /// Each map brought to mean 0 and variance 1, then scaled and shifted.
  func normalized(
    scale: [Float], shift: [Float], mean: [Float], variance: [Float], epsilon: Float
  ) -> Self {
    let size = numbers.count / max(scale.count, 1)
    var result = self
    for place in numbers.indices {
      let map = place / size
      let factor = scale[map] / (variance[map] + epsilon).squareRoot()
      result.numbers[place] = (numbers[place] - mean[map]) * factor + shift[map]
    }
    return result
  }

  /// The numbers of two values combined; sizes of 1, and those that one lacks at the front, are repeated.
  func combined(
    _ other: Self, _ operation: (Lanes, Lanes) -> Lanes
  ) throws(Misfit) -> Self {
    let depth = max(sizes.count, other.sizes.count)
    let first = Array(repeating: 1, count: depth - sizes.count) + sizes
    let second = Array(repeating: 1, count: depth - other.sizes.count) + other.sizes
    guard zip(first, second).allSatisfy({ $0 == $1 || $0 == 1 || $1 == 1 }) else {
      throw Misfit(first: sizes, second: other.sizes)
    }
    let result = zip(first, second).map(max)
    func place(_ index: Int, _ own: [Int]) -> Int {
      var (rest, place, step) = (index, 0, 1)
      for axis in result.indices.reversed() {
        if own[axis] > 1 { place += rest % result[axis] * step }
        rest /= result[axis]
        step *= own[axis]
      }
      return place
    }
    return Self(
      sizes: result,
      numbers: (0..<result.reduce(1, *)).map {
        operation(numbers[place($0, first)], other.numbers[place($0, second)])
      })
  }
}
