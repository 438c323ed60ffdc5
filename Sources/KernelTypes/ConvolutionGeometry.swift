/// The sizes of a valid convolution (padding is laid around the input beforehand).
///
/// Per image: input `[sources][inputRows][inputColumns]`, weights
/// `[maps][sources][kernelRows][kernelColumns]`, output `[maps][rows][columns]`.
public struct ConvolutionGeometry: Sendable, Hashable {
  public var sources, inputRows, inputColumns: Int
  public var kernelRows, kernelColumns, stride: Int
  public var maps, rows, columns: Int

  /// The sizes of a convolution over an input that already has its padding.
  public init(
    sources: Int, inputRows: Int, inputColumns: Int, kernelRows: Int, kernelColumns: Int,
    stride: Int, maps: Int
  ) {
    self.sources = sources
    self.inputRows = inputRows
    self.inputColumns = inputColumns
    self.kernelRows = kernelRows
    self.kernelColumns = kernelColumns
    self.stride = stride
    self.maps = maps
    rows = (inputRows - kernelRows) / stride + 1
    columns = (inputColumns - kernelColumns) / stride + 1
  }
}
