import LeNetData
import LeNetEngine
import LeNetModel

/// Consecutive images of a data set, all moved by one affine map.
struct MovedImages: BatchSource {
  let dataset: Dataset
  let range: Range<Int>
  let map: AffineMap

  var count: Int { range.count }
  var shape: Shape { dataset.shape }
  func identity(_ position: Int) -> Int { range.lowerBound + position }
  func label(_ position: Int) -> Int { Int(dataset.labels[identity(position)]) }

  func writePixels(of position: Int, into pixels: inout MutableSpan<UInt8>) {
    let image = dataset.pixels(of: identity(position))
    map.apply(to: image.span, shape: shape, into: &pixels)
  }
}
