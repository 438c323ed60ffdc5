import KernelTypes
import LeNetElementary

/// One planar affine map about the centre of an image.
///
/// With x the column and y the row, both measured from the centre ((columns - 1) / 2,
/// (rows - 1) / 2), a point goes to R H S (x, y) + (columnShift, rowShift), where
/// S = diag(columnScale, rowScale), H (x, y) = (x + shear y, y), and R turns by `rotation`.
public struct AffineMap: Hashable, Sendable {
  /// Degrees, clockwise on the screen, where rows run down.
  public var rotation: Double
  /// Factor along y, above 1 larger.
  public var rowScale: Double
  /// Factor along x, larger where its magnitude is above 1, mirrored left to right where it is negative.
  public var columnScale: Double
  /// Columns to the right for each row down.
  public var shear: Double
  /// Pixels down.
  public var rowShift: Double
  /// Pixels to the right.
  public var columnShift: Double

  /// A map; without values the identity.
  public init(
    rotation: Double = 0, rowScale: Double = 1, columnScale: Double = 1, shear: Double = 0,
    rowShift: Double = 0, columnShift: Double = 0
  ) {
    self.rotation = rotation
    self.rowScale = rowScale
    self.columnScale = columnScale
    self.shear = shear
    self.rowShift = rowShift
    self.columnShift = columnShift
  }
}

extension FixedPointGrid {
  /// Largest pixel number, so that fixed-point numbers stay far from overflow.
  private static let largest = 0x1p28

  /// Where each pixel of an image distorted by a map comes from; nil if the map has no inverse or leads
  /// too far from the image.
  init?(inverseOf map: AffineMap, rows: Int, columns: Int) {
    let turn = map.rotation * (Double.pi / 180)
    let (sine, cosine) = (Elementary.sin(turn), Elementary.cos(turn))
    // (R H S)^-1 = S^-1 H^-1 R^T
    let xFromX = (cosine + map.shear * sine) / map.columnScale
    let xFromY = (sine - map.shear * cosine) / map.columnScale
    let yFromX = -sine / map.rowScale
    let yFromY = cosine / map.rowScale
    let (xCentre, yCentre) = (Double(columns - 1) / 2, Double(rows - 1) / 2)
    let (x, y) = (-xCentre - map.columnShift, -yCentre - map.rowShift)
    let xOrigin = xFromX * x + xFromY * y + xCentre
    let yOrigin = yFromX * x + yFromY * y + yCentre
    let xExtent =
      xOrigin.magnitude + xFromX.magnitude * Double(columns) + xFromY.magnitude * Double(rows)
    let yExtent =
      yOrigin.magnitude + yFromX.magnitude * Double(columns) + yFromY.magnitude * Double(rows)
    // Not their maximum: that could hide a NaN, which fails here.
    guard xExtent < Self.largest && yExtent < Self.largest else { return nil }
    self.init(
      origin: Point(row: fixed(yOrigin), column: fixed(xOrigin)),
      rowStep: Point(row: fixed(yFromY), column: fixed(xFromY)),
      columnStep: Point(row: fixed(yFromX), column: fixed(xFromX)))
  }

  /// The same points measured from the first pixel that has ink.
  func measured(from frame: InkFrame) -> FixedPointGrid {
    var grid = self
    grid.origin.row -= frame.rows.lowerBound << 32
    grid.origin.column -= frame.columns.lowerBound << 32
    return grid
  }
}

/// The nearest fixed-point number; `x` is far below 2^31.
private func fixed(_ x: Double) -> Int {
  Int((x * 0x1p32).rounded())
}
