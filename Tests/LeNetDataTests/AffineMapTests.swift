import Foundation
import LeNetData
import LeNetModel
import LeNetRandom
import Testing

@Suite("Affine maps of images")
struct AffineMapTests {
  static let shapes = [
    Shape(1, 28, 28), Shape(3, 5, 7), Shape(1, 1, 1), Shape(2, 1, 9), Shape(1, 9, 1),
    Shape(1, 33, 47),
  ]

  @Test("the identity returns the bytes as they are", arguments: shapes)
  func identity(shape: Shape) {
    let image = someBytes(shape.count)
    #expect(AffineMap().applied(to: image, shape) == image)
  }

  @Test(
    "a shift by whole pixels moves them, and what comes in is background",
    arguments: shapes,
    [(0, 1), (1, 0), (-1, 2), (3, -3), (0, -6), (100, 0), (0, -1000)])
  func shift(shape: Shape, by shift: (rows: Int, columns: Int)) {
    let image = someBytes(shape.count)
    let map = AffineMap(rowShift: Double(shift.rows), columnShift: Double(shift.columns))
    let moved = image.indices.map { place in
      let row = place / shape.columns % shape.rows - shift.rows
      let column = place % shape.columns - shift.columns
      guard (0..<shape.rows).contains(row) && (0..<shape.columns).contains(column) else {
        return UInt8(0)
      }
      return image[place - shift.rows * shape.columns - shift.columns]
    }
    #expect(map.applied(to: image, shape) == moved)
  }

  @Test("a shift by half a pixel gives means of neighbours, rounded to nearest")
  func half() {
    let right = AffineMap(columnShift: 0.5)
    #expect(right.applied(to: [100, 201, 0, 7], Shape(1, 1, 4)) == [50, 151, 101, 4])
    let down = AffineMap(rowShift: 0.5)
    #expect(down.applied(to: [100, 201, 0, 7], Shape(1, 4, 1)) == [50, 151, 101, 4])
    let both = AffineMap(rowShift: 0.5, columnShift: 0.5)
    #expect(both.applied(to: [100, 200, 60, 41], Shape(1, 2, 2)) == [25, 75, 40, 100])
  }

  @Test("a quarter pixel weighs neighbours one to three")
  func quarter() {
    let map = AffineMap(columnShift: 0.25)
    #expect(map.applied(to: [100, 200, 40], Shape(1, 1, 3)) == [75, 175, 80])
  }

  @Test("a quarter turn is clockwise on the screen", arguments: [2, 3, 28])
  func quarterTurn(size: Int) {
    let image = someBytes(size * size)
    let turned = image.indices.map { image[(size - 1 - $0 % size) * size + $0 / size] }
    #expect(AffineMap(rotation: 90).applied(to: image, Shape(1, size, size)) == turned)
  }

  @Test("half a turn reverses the pixels", arguments: shapes)
  func halfTurn(shape: Shape) {
    let image = someBytes(shape.count)
    let size = shape.rows * shape.columns
    let turned = stride(from: 0, to: shape.count, by: size).flatMap {
      image[$0..<$0 + size].reversed()
    }
    #expect(AffineMap(rotation: 180).applied(to: image, shape) == turned)
    #expect(AffineMap(rotation: -180).applied(to: image, shape) == turned)
  }

  @Test("a column factor of -1 mirrors left to right, exact to the byte", arguments: shapes)
  func mirrored(shape: Shape) {
    let image = someBytes(shape.count)
    let mirrored = image.indices.map { place in
      let column = place % shape.columns
      return image[place - column + shape.columns - 1 - column]
    }
    #expect(AffineMap(columnScale: -1).applied(to: image, shape) == mirrored)
  }

  @Test("an image is mirrored before it is moved")
  func mirroredAndMoved() {
    let map = AffineMap(columnScale: -1, columnShift: 1)
    #expect(map.applied(to: [1, 2, 3, 4], Shape(1, 1, 4)) == [0, 4, 3, 2])
  }

  @Test("a factor of 2 spreads pixels, of 1/2 draws them together")
  func scale() {
    // Column c comes from (c - 1.5) / 2 + 1.5.
    #expect(
      AffineMap(columnScale: 2).applied(to: [0, 80, 160, 0], Shape(1, 1, 4)) == [60, 100, 140, 120])
    // Row r comes from (r - 1.5) * 2 + 1.5.
    #expect(
      AffineMap(rowScale: 0.5).applied(to: [0, 80, 160, 0], Shape(1, 4, 1)) == [0, 40, 80, 0])
  }

  @Test("a shear of 1 moves the row below the centre to the right, the one above to the left")
  func shear() {
    let image: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8, 9]
    #expect(
      AffineMap(shear: 1).applied(to: image, Shape(1, 3, 3)) == [2, 3, 0, 4, 5, 6, 0, 7, 8])
  }

  @Test("all maps of an image are distorted alike")
  func maps() {
    let first = someBytes(30)
    let second = someBytes(30, start: 100)
    let map = AffineMap(rotation: 20, rowScale: 0.9, shear: 0.2, columnShift: 0.7)
    #expect(
      map.applied(to: first + second, Shape(2, 5, 6))
        == map.applied(to: first, Shape(1, 5, 6)) + map.applied(to: second, Shape(1, 5, 6)))
  }

  @Test(
    "pixels agree with a plain loop in floating point", arguments: 1...40 as ClosedRange<UInt64>)
  func reference(seed: UInt64) {
    var stream = RandomStream(seed: seed, purpose: .test)
    let shape = Shape(
      1 + Int(stream.below(2)), 1 + Int(stream.below(40)), 1 + Int(stream.below(40)))
    // Some images have empty borders, some nothing at all.
    let border = Int(stream.below(4)) * Int(stream.below(7))
    let image = (0..<shape.count).map { place in
      let (row, column) = (place / shape.columns % shape.rows, place % shape.columns)
      let isEmpty = min(row, column) < border || column >= shape.columns - border
      let value = UInt8(stream.below(256))
      return isEmpty ? 0 : value
    }
    // Every second seed the map is a wild one.
    let wild = seed.isMultiple(of: 2) ? 1.0 : 0.1
    let map = AffineMap(
      rotation: 180 * wild * (2 * stream.uniform() - 1),
      rowScale: 1 + 0.8 * wild * (2 * stream.uniform() - 1),
      columnScale: 1 + 0.8 * wild * (2 * stream.uniform() - 1),
      shear: 3 * wild * (2 * stream.uniform() - 1),
      rowShift: 20 * wild * (2 * stream.uniform() - 1),
      columnShift: 20 * wild * (2 * stream.uniform() - 1))
    let pixels = map.applied(to: image, shape)
    let expected = map.plainly(appliedTo: image, shape)
    for place in pixels.indices {
      // Half a step for rounding, and what 16 binary places of the weights can do.
      #expect(
        (Double(pixels[place]) - expected[place]).magnitude < 0.51,
        "seed \(seed), place \(place) of \(shape)")
    }
  }

  @Test(
    "a map without an inverse, or far away, gives background",
    arguments: [
      AffineMap(rowScale: 0), AffineMap(columnScale: 0), AffineMap(rotation: .nan),
      AffineMap(rotation: .infinity), AffineMap(rotation: 1e300), AffineMap(shear: .infinity),
      AffineMap(shear: 1e300), AffineMap(rowShift: .nan), AffineMap(rowShift: 1e18),
      AffineMap(columnShift: -.infinity), AffineMap(columnShift: 1e9),
      AffineMap(rowScale: 1e-300), AffineMap(columnScale: .nan),
    ])
  func hopeless(map: AffineMap) {
    let pixels = map.applied(to: [UInt8](repeating: 255, count: 12), Shape(1, 3, 4))
    #expect(pixels == [UInt8](repeating: 0, count: 12))
  }

  @Test("buffers of another size than the shape's trap")
  func sizes() async {
    await #expect(processExitsWith: .failure) {
      _ = AffineMap().applied(to: [1, 2, 3], Shape(1, 2, 2))
    }
  }
}

extension AffineMap {
  /// The distorted image, written over bytes that must all be overwritten.
  func applied(to image: [UInt8], _ shape: Shape) -> [UInt8] {
    var pixels = [UInt8](repeating: 0xAA, count: image.count)
    var span = pixels.mutableSpan
    apply(to: image.span, shape: shape, into: &span)
    return pixels
  }

  /// The same without fixed point, from the definition: solves for the point each pixel comes from.
  ///
  /// Displacements, one a pixel of a map, are added to that point.
  func plainly(
    appliedTo image: [UInt8], _ shape: Shape,
    displacedBy displacements: (rows: [Float], columns: [Float])? = nil
  ) -> [Double] {
    let turn = rotation * Double.pi / 180
    let (yCentre, xCentre) = (Double(shape.rows - 1) / 2, Double(shape.columns - 1) / 2)
    return image.indices.map { place in
      let x = Double(place % shape.columns) - xCentre - columnShift
      let y = Double(place / shape.columns % shape.rows) - yCentre - rowShift
      let (unturnedX, unturnedY) = (x * cos(turn) + y * sin(turn), y * cos(turn) - x * sin(turn))
      var sourceX = (unturnedX - shear * unturnedY) / columnScale + xCentre
      var sourceY = unturnedY / rowScale + yCentre
      if let displacements {
        let pixel = place % (shape.rows * shape.columns)
        sourceY += Double(displacements.rows[pixel])
        sourceX += Double(displacements.columns[pixel])
      }
      let (left, upper) = (sourceX.rounded(.down), sourceY.rounded(.down))
      var value = 0.0
      for (column, row) in [
        (left, upper), (left + 1, upper), (left, upper + 1), (left + 1, upper + 1),
      ]
      where column >= 0 && row >= 0 && column < Double(shape.columns) && row < Double(shape.rows) {
        let weight = (1 - (sourceX - column).magnitude) * (1 - (sourceY - row).magnitude)
        let map = place / (shape.rows * shape.columns)
        let pixel = image[(map * shape.rows + Int(row)) * shape.columns + Int(column)]
        value += weight * Double(pixel)
      }
      return value
    }
  }
}
