/// An area of rows and columns.
public struct MapArea: Hashable, Sendable {
  /// The rows, from the top.
  public var rows: Range<Int>
  /// The columns, from the left.
  public var columns: Range<Int>

  /// An area of maps.
  public init(rows: Range<Int>, columns: Range<Int>) {
    self.rows = rows
    self.columns = columns
  }
}

extension LayerLayout {
  /// The area of the input maps that one output number depends on, without the padding.
  ///
  /// Vectors have one row and one column. Traps for a place outside the output.
  public func sources(row: Int, column: Int) -> MapArea {
    precondition(
      0..<output.rows ~= row && 0..<output.columns ~= column, "the output has no such place")
    return MapArea(
      rows: sources(of: row, bins: output.rows, extent: input.rows),
      columns: sources(of: column, bins: output.columns, extent: input.columns))
  }

  private func sources(of place: Int, bins: Int, extent: Int) -> Range<Int> {
    switch layer {
    case .convolution(let layer):
      let first = place * layer.stride - layer.padding
      // Wholly in the padding, where that is wider than the kernel.
      let lower = min(max(first, 0), extent)
      return lower..<max(lower, min(first + layer.kernel, extent))
    case .maxPooling(let layer), .averagePooling(let layer):
      return place * layer.stride..<place * layer.stride + layer.window
    case .subsampling(let layer):
      return place * layer.window..<(place + 1) * layer.window
    case .adaptiveMaxPooling:
      return AdaptivePooling.bin(place, of: bins, over: extent)
    case .globalAveragePooling, .flatten, .fullyConnected, .radialBasis: return 0..<extent
    case .batchNormalization, .dropout: return place..<place + 1
    }
  }
}

extension NetworkLayout {
  /// The area of the network's input that a number in the middle of a layer's output depends on: its
  /// receptive field.
  ///
  /// Traps unless there is a layer number `position`, counted from 0.
  public func receptiveField(ofLayer position: Int) -> MapArea {
    precondition(layers.indices.contains(position), "layer \(position) of \(layers.count)")
    let output = layers[position].output
    var area = MapArea(
      rows: output.rows / 2..<output.rows / 2 + 1,
      columns: output.columns / 2..<output.columns / 2 + 1)
    for layer in layers[...position].reversed() {
      guard !area.rows.isEmpty, !area.columns.isEmpty else { break }
      let first = layer.sources(row: area.rows.lowerBound, column: area.columns.lowerBound)
      let last = layer.sources(row: area.rows.upperBound - 1, column: area.columns.upperBound - 1)
      area = MapArea(
        rows: first.rows.lowerBound..<max(first.rows.lowerBound, last.rows.upperBound),
        columns: first.columns
          .lowerBound..<max(
            first.columns.lowerBound, last.columns.upperBound))
    }
    return area
  }
}
