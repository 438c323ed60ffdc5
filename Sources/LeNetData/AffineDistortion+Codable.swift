extension AffineDistortion: Codable {
  private enum Key: CodingKey { case rotation, scale, shear, shift, flip }

  /// Reads `{"rotation":0,"scale":0,"shear":0,"shift":4,"flip":true}`; without `flip` nothing is mirrored.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    self.init(
      rotation: try container.decode(Double.self, forKey: .rotation),
      scale: try container.decode(Double.self, forKey: .scale),
      shear: try container.decode(Double.self, forKey: .shear),
      shift: try container.decode(Double.self, forKey: .shift),
      flip: try container.decodeIfPresent(Bool.self, forKey: .flip) ?? false)
  }

  /// Writes `flip` only where it is true, so that other distortions are written as they always were.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(rotation, forKey: .rotation)
    try container.encode(scale, forKey: .scale)
    try container.encode(shear, forKey: .shear)
    try container.encode(shift, forKey: .shift)
    if flip { try container.encode(true, forKey: .flip) }
  }
}
