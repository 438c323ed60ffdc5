/// What a person says about data whose files do not tell it.
public struct DataReading: Hashable, Sendable {
  /// The column of a table with the labels; nil to find it.
  public var labelColumn: LabelPlace?
  /// The numbers that stand for the background and for full ink; nil to find them.
  public var pixelRange: PixelRange?
  /// Whether pictures that cannot be read are left out.
  public var skipsDamaged: Bool

  /// Nothing is said, unless given.
  public init(
    labelColumn: LabelPlace? = nil, pixelRange: PixelRange? = nil, skipsDamaged: Bool = false
  ) {
    self.labelColumn = labelColumn
    self.pixelRange = pixelRange
    self.skipsDamaged = skipsDamaged
  }
}

/// The column of a table with the labels.
public enum LabelPlace: Hashable, Sendable {
  /// The first column.
  case first
  /// The last column.
  case last
  /// A column by its number, counted from 1.
  case number(Int)
  /// A column by its name in the header.
  case name(String)
}
