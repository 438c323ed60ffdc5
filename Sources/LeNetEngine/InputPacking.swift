import KernelTypes
import LeNetKernels
import LeNetModel

/// Turns a block of byte images into lanes of network input: x = (byte/255 - mean) / deviation, and
/// the size as the preparation says.
struct InputPacking<Scalar: ComputedScalar>: Sendable {
  private enum Fitting: Sendable {
    case none
    case pad(Border)
    /// Padded to a size of its own, which may be the image's, then resized.
    case resize(border: Border, rows: AxisTaps<Scalar>, columns: AxisTaps<Scalar>)
  }

  /// The most bytes of an image: the taps of resizing count pixels as Int32, and a block holds one per lane.
  static var largestImage: Int { 1 << 28 }

  /// The shape of the byte images.
  let image: Shape
  /// The shape of the network's input.
  let input: Shape
  private let fitting: Fitting
  private let lanes: Int
  /// x = byte x factor + offset, by map.
  private let scales: [(factor: Scalar, offset: Scalar)]

  init(
    _ preparation: Preparation, image: Shape, input: Shape, lanes: Int
  ) throws(EngineError) {
    // An open network may take another size than the one it was described with.
    var preparation = preparation
    if preparation.resizeMode == .none {
      preparation.rows = input.rows
      preparation.columns = input.columns
    }
    do {
      try preparation.check(for: input)
    } catch {
      throw .preparation(error)
    }
    let misfit = EngineError.imageShape(image, expected: input, resizeMode: preparation.resizeMode)
    guard image.maps == input.maps else { throw misfit }
    guard image.rows > 0, image.columns > 0, image.count <= Self.largestImage else {
      throw .imageSize(image, largest: Self.largestImage)
    }
    switch preparation.resizeMode {
    case .none:
      guard image == input else { throw misfit }
      fitting = .none
    case .pad:
      guard preparation.resizeMode.holds(image, in: input) else { throw misfit }
      fitting = .pad(Border(around: image, rows: input.rows, columns: input.columns))
    case .shrink:
      guard preparation.resizeMode.holds(image, in: input) else { throw misfit }
      let rows = Preparation.paddedSide(input.rows, resizeMode: .shrink)
      let columns = Preparation.paddedSide(input.columns, resizeMode: .shrink)
      fitting = .resize(
        border: Border(around: image, rows: rows, columns: columns),
        rows: AxisTaps(from: rows, to: input.rows),
        columns: AxisTaps(from: columns, to: input.columns))
    case .resize:
      fitting = .resize(
        border: Border(0), rows: AxisTaps(from: image.rows, to: input.rows),
        columns: AxisTaps(from: image.columns, to: input.columns))
    }
    self.image = image
    self.input = input
    self.lanes = lanes
    scales = zip(preparation.mean, preparation.standardDeviation).map { mean, standardDeviation in
      (Scalar(1 / (255 * standardDeviation)), Scalar(-mean / standardDeviation))
    }
  }

  /// Numbers for the images before they are resized.
  var scratchCount: Int {
    guard case .resize(_, let rows, let columns) = fitting else { return 0 }
    return rows.resampling.inputCount * columns.resampling.inputCount * lanes
  }

  /// Writes what stays the same for all blocks: the border around padded images.
  func prepare(_ input: UnsafeMutablePointer<Scalar>) {
    guard case .pad = fitting else { return }
    let size = self.input.rows * self.input.columns * lanes
    for map in 0..<self.input.maps {
      (input + map * size).update(repeating: scales[map].offset, count: size)
    }
  }

  /// Packs as many images as there are lanes, `[image][map][row][column]`.
  func pack(
    _ bytes: UnsafePointer<UInt8>, kernels: any KernelSet<Scalar>.Type,
    scratch: UnsafeMutablePointer<Scalar>, into output: UnsafeMutablePointer<Scalar>
  ) {
    for map in 0..<input.maps {
      let target = output + map * input.rows * input.columns * lanes
      let (unfitted, border) =
        switch fitting {
        case .none: (target, Border(0))
        case .pad(let border): (target, border)
        case .resize(let border, _, _): (scratch, border)
        }
      if case .resize(let border, _, _) = fitting, border != Border(0) {
        scratch.update(repeating: scales[map].offset, count: scratchCount)
      }
      kernels.pack(
        bytes + map * image.rows * image.columns, imageStride: image.count, rows: image.rows,
        columns: image.columns, border: border, factor: scales[map].factor,
        offset: scales[map].offset, into: unfitted)
      if case .resize(_, let rows, let columns) = fitting {
        kernels.resize(
          scratch, maps: 1, rows: rows.resampling, columns: columns.resampling, into: target)
      }
    }
  }
}

extension Border {
  /// The border that pads an image to a size; an odd row or column goes to the bottom or the right.
  fileprivate init(around image: Shape, rows: Int, columns: Int) {
    let rows = rows - image.rows
    let columns = columns - image.columns
    self.init(
      top: rows / 2, bottom: rows - rows / 2, left: columns / 2, right: columns - columns / 2)
  }
}

/// The taps of bilinear interpolation along one axis, pixel centres at half numbers, as PyTorch's
/// `interpolate(mode: bilinear, align_corners: False)`; nothing writes to them after `init`, hence
/// sendable.
final class AxisTaps<Scalar: ComputedScalar>: @unchecked Sendable {
  let resampling: Resampling<Scalar>
  private let taps: UnsafeMutablePointer<Int32>
  private let weights: UnsafeMutablePointer<Scalar>

  init(from input: Int, to output: Int) {
    taps = .allocate(capacity: 2 * output)
    weights = .allocate(capacity: output)
    for i in 0..<output {
      let centre = max(0, (Double(i) + 0.5) * Double(input) / Double(output) - 0.5)
      let first = min(Int(centre), input - 1)
      taps[i] = Int32(first)
      taps[output + i] = Int32(min(first + 1, input - 1))
      weights[i] = Scalar(centre - Double(first))
    }
    resampling = Resampling(
      inputCount: input, outputCount: output, first: taps, second: taps + output,
      weight: weights)
  }

  deinit {
    taps.deallocate()
    weights.deallocate()
  }
}
