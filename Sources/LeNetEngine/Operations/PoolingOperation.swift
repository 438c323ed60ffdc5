import KernelTypes
import LeNetKernels
import LeNetModel

/// Pooling by windows, bins or whole maps, their maximum or mean.
///
/// Behind ReLU the maximum also tells the slope, so that its gradient is that of the sums before
/// ReLU and one pass over the largest maps is saved.
final class PoolingOperation<Scalar: ComputedScalar>: LayerOperation {
  enum Summary { case maximum, mean }

  private let summary: Summary
  /// The greatest input without a slope, where this layer applies that of the one before.
  private let floor: Scalar
  private let bounds: WindowBounds
  private let geometry: PoolingGeometry

  let scratchCount = 0

  /// Windows of fixed size and stride.
  convenience init(
    _ summary: Summary, _ pooling: Pooling, _ layer: LayerLayout, followsRectifier: Bool = false
  ) {
    func windows(_ count: Int) -> [Range<Int>] {
      (0..<count).map { $0 * pooling.stride..<$0 * pooling.stride + pooling.window }
    }
    self.init(
      summary, layer, rows: windows(layer.output.rows), columns: windows(layer.output.columns),
      followsRectifier: followsRectifier)
  }

  /// Bins that share out any input.
  convenience init(_ pooling: AdaptivePooling, _ layer: LayerLayout, followsRectifier: Bool) {
    self.init(
      .maximum, layer,
      rows: (0..<pooling.rows).map {
        AdaptivePooling.bin($0, of: pooling.rows, over: layer.input.rows)
      },
      columns: (0..<pooling.columns).map {
        AdaptivePooling.bin($0, of: pooling.columns, over: layer.input.columns)
      }, followsRectifier: followsRectifier)
  }

  /// The mean of whole maps.
  convenience init(globalMeanOf layer: LayerLayout) {
    self.init(.mean, layer, rows: [0..<layer.input.rows], columns: [0..<layer.input.columns])
  }

  private init(
    _ summary: Summary, _ layer: LayerLayout, rows: [Range<Int>], columns: [Range<Int>],
    followsRectifier: Bool = false
  ) {
    self.summary = summary
    floor = followsRectifier ? 0 : -.infinity
    bounds = WindowBounds(rows: rows, columns: columns)
    geometry = PoolingGeometry(
      maps: layer.input.maps, inputRows: layer.input.rows, inputColumns: layer.input.columns,
      rows: rows.count, columns: columns.count, bounds: bounds.table,
      isTwoByTwo: (rows + columns).allSatisfy { $0.count == 2 }
        && rows.indices.allSatisfy { rows[$0].lowerBound == 2 * $0 }
        && columns.indices.allSatisfy { columns[$0].lowerBound == 2 * $0 })
  }

  var maps: Int { geometry.maps }

  /// Only where both have the same maps: a flattening between them, which has no operation, changes them.
  func fused(
    behind convolution: ConvolutionOperation<Scalar>, isFirst: Bool
  ) -> (any FusedOperations<Scalar>)? {
    guard convolution.maps == maps else { return nil }
    if isFirst, convolution.isDivisibleByMaps { return ConvolutionPooling(convolution, self) }
    guard convolution.lanes == 1, convolution.endsAtFloor, summary == .maximum else { return nil }
    return SingleConvolutionPooling(convolution, self, windows: geometry)
  }

  @_specialize(where Scalar == Float)
  func forward(_ context: OperationContext<Scalar>) {
    forward(context, maps: 0..<geometry.maps)
  }

  @_specialize(where Scalar == Float)
  func backward(_ context: OperationContext<Scalar>) {
    guard let inputGradient = context.inputGradient else { return }
    backward(context, maps: 0..<geometry.maps, inputGradient: inputGradient)
  }

  /// Max pooling passes the curvature to the input that was the maximum; a mean of n numbers passes
  /// 1 / n^2 of it to each.
  func backwardCurvature(_ context: OperationContext<Scalar>, plain: OperationContext<Scalar>) {
    guard let inputGradient = context.inputGradient else { return }
    var context = context
    context.input = plain.input
    if summary == .mean {
      var share = 1 / numbersOfWindow
      var zero: Scalar = 0
      context.kernels.normalizationGradient(
        context.outputGradient, means: &zero, outputGradient: context.outputGradient, a: &share,
        b: &zero, c: &zero, maps: 1, size: geometry.maps * geometry.rows * geometry.columns,
        images: context.images, inputGradient: context.outputGradient)
    }
    backward(context, maps: 0..<geometry.maps, inputGradient: inputGradient)
  }

  /// Windows of a mean have one size.
  private var numbersOfWindow: Scalar {
    Scalar(geometry.inputRows(0).count * geometry.inputColumns(0).count)
  }

  /// The whole forward pass to another place.
  func forward(_ context: OperationContext<Scalar>, into output: UnsafeMutablePointer<Scalar>) {
    var context = context
    context.output = output
    forward(context, maps: 0..<geometry.maps)
  }

  /// The whole backward pass from another place.
  func backward(
    _ context: OperationContext<Scalar>, from outputGradient: UnsafeMutablePointer<Scalar>,
    inputGradient: UnsafeMutablePointer<Scalar>
  ) {
    var context = context
    context.outputGradient = outputGradient
    backward(context, maps: 0..<geometry.maps, inputGradient: inputGradient)
  }

  /// The part of the forward pass that gives a range of the maps.
  func forward(_ context: OperationContext<Scalar>, maps range: Range<Int>) {
    let part = part(range, context.kernels.lanes)
    let input = context.input + part.inputStart
    let output = context.output + part.outputStart
    switch summary {
    case .maximum:
      context.kernels.maxPoolingForward(part.geometry, input: input, output: output)
    case .mean:
      context.kernels.averagePoolingForward(part.geometry, input: input, output: output)
    }
  }

  /// The part of the backward pass that gives the gradients of a range of the maps, of these alone.
  func backward(
    _ context: OperationContext<Scalar>, maps range: Range<Int>,
    inputGradient: UnsafeMutablePointer<Scalar>
  ) {
    let part = part(range, context.kernels.lanes)
    let outputGradient = context.outputGradient + part.outputStart
    switch summary {
    case .maximum:
      context.kernels.maxPoolingBackward(
        part.geometry, floor: floor, input: context.input + part.inputStart,
        outputGradient: outputGradient, inputGradient: inputGradient)
    case .mean:
      context.kernels.averagePoolingBackward(
        part.geometry, outputGradient: outputGradient, inputGradient: inputGradient)
    }
  }

  /// The sizes of a range of the maps and where their numbers begin.
  private func part(
    _ range: Range<Int>, _ lanes: Int
  ) -> (geometry: PoolingGeometry, inputStart: Int, outputStart: Int) {
    var geometry = geometry
    geometry.maps = range.count
    let first = range.lowerBound * lanes
    return (
      geometry, first * geometry.inputRows * geometry.inputColumns,
      first * geometry.rows * geometry.columns
    )
  }
}

/// Owns the table of window bounds that a pooling geometry points to; nothing writes to it after
/// `init`, hence sendable.
private final class WindowBounds: @unchecked Sendable {
  let table: UnsafePointer<Int32>

  init(rows: [Range<Int>], columns: [Range<Int>]) {
    let bounds =
      rows.map(\.lowerBound) + rows.map(\.upperBound) + columns.map(\.lowerBound)
      + columns.map(\.upperBound)
    let memory = UnsafeMutablePointer<Int32>.allocate(capacity: bounds.count)
    for (i, bound) in bounds.enumerated() { memory[i] = Int32(bound) }
    table = UnsafePointer(memory)
  }

  deinit { table.deallocate() }
}
