extension Plane {
  /// The box of the picture without an even rim of another brightness, such as the frame of a screenshot.
  ///
  /// The inner edge of a rim is straight, so the paper round a bold digit is not one.
  var boxWithoutRim: Box {
    let all = Box(rows: 0..<rows, columns: 0..<columns)
    guard min(rows, columns) >= 32 else { return all }
    let ring = Histogram(
      [0, rows - 1].flatMap { row in (0..<columns).map { self[row, $0] } }
        + [0, columns - 1].flatMap { column in (0..<rows).map { self[$0, column] } })
    let rim = ring.quantile(0.5)
    guard ring.quantile(0.95) - ring.quantile(0.05) <= Self.evenRim,
      abs(Histogram(values).quantile(0.5) - rim) >= Self.rimStep
    else { return all }
    // The share of a line, between the rims at its ends, that differs from the rim.
    func difference(_ numbers: [Float]) -> Float {
      Float(numbers.count { abs($0 - rim) >= Self.rimStep / 2 }) / Float(numbers.count)
    }
    func line(row: Int) -> [Float] { (0..<columns).map { self[row, $0] } }
    func line(column: Int) -> [Float] { (0..<rows).map { self[$0, column] } }
    // A rim is narrow; a wide one is the ground of a sheet.
    let (most, blur) = (min(rows, columns) / 8, 2)
    func width(_ lines: (Int) -> [Float]) -> Int? {
      let width = (0..<most).prefix { difference(lines($0)) < 0.05 }.count
      guard 1..<most ~= width, difference(lines(width + blur)) >= 0.7 else { return nil }
      return width
    }
    guard let top = width({ line(row: $0) }), let bottom = width({ line(row: rows - 1 - $0) }),
      let left = width({ line(column: $0) }), let right = width({ line(column: columns - 1 - $0) })
    else { return all }
    return Box(
      rows: top + blur..<rows - bottom - blur, columns: left + blur..<columns - right - blur)
  }

  /// The widest spread of a rim's brightness, and the least step from it to the page, of 255.
  private static let (evenRim, rimStep): (Float, Float) = (24, 60)
}
