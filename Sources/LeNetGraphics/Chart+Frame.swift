extension Chart {
  /// A point of a curve or in the picture.
  package typealias Point = (x: Double, y: Double)

  /// The part of a curve inside the frame: lines are cut off at its edges, without moving a point.
  package func parts(of curve: Curve) -> [[Point]] {
    var parts: [[Point]] = []
    var last: Point?
    for point in curve.points {
      guard point.x.isFinite, point.y.isFinite else {
        last = nil
        continue
      }
      if let from = last {
        if let (start, end) = inside(from, point) {
          if contains(from) {
            parts[parts.count - 1].append(end)
          } else {
            parts.append([start, end])
          }
        }
      } else if contains(point) {
        parts.append([point])
      }
      last = point
    }
    return parts
  }

  /// The points of a curve inside the frame.
  package func marks(of curve: Curve) -> [Point] {
    curve.points.filter { $0.x.isFinite && contains($0) }
  }

  /// What lies outside of the frame, to end a sentence about the y axis; empty if nothing does.
  package var cutOff: String {
    let ys = curves.flatMap { $0.points.map(\.y).filter(\.isFinite) }
    if ys.contains(where: { $0 > top }) { return "; higher values are cut off" }
    return ys.contains { $0 < bottom } ? "; lower values are cut off" : ""
  }

  private func contains(_ point: Point) -> Bool { (bottom...top).contains(point.y) }

  /// The part of a straight line inside the frame; nil if there is none.
  private func inside(_ from: Point, _ to: Point) -> (Point, Point)? {
    guard max(from.y, to.y) >= bottom, min(from.y, to.y) <= top else { return nil }
    func onEdge(_ edge: Double) -> Point {
      (from.x + (edge - from.y) / (to.y - from.y) * (to.x - from.x), edge)
    }
    func cut(_ point: Point) -> Point {
      point.y > top ? onEdge(top) : point.y < bottom ? onEdge(bottom) : point
    }
    return (cut(from), cut(to))
  }
}
