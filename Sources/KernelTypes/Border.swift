/// The width of a border laid around maps, in positions.
public struct Border: Sendable, Hashable {
  public var top, bottom, left, right: Int

  /// A border of its own width on each side.
  public init(top: Int, bottom: Int, left: Int, right: Int) {
    self.top = top
    self.bottom = bottom
    self.left = left
    self.right = right
  }

  /// The same width on every side.
  public init(_ width: Int) { self.init(top: width, bottom: width, left: width, right: width) }
}
