/// The contrast of every pixel of a picture with the paper around it.
struct InkContrast: Sendable {
  /// The polarity of the ink.
  enum Polarity: Sendable, CaseIterable {
    case dark, light
  }

  /// Differences from the paper, from 0.
  let plane: Plane
  /// The paper's brightness at every pixel.
  let paper: Plane
  let polarity: Polarity
  /// The difference of full ink.
  private(set) var level: Float
  /// The standard deviation of the remaining noise.
  let noise: Float
  /// Whether this is a small picture with uniform paper, as in data sets: then all its
  /// ink belongs to the digit and stays unchanged.
  let isClean: Bool

  private static let cleanSide = 40

  /// The least difference that counts as ink, of 255.
  private static let leastLevel: Float = 14

  /// Looks for ink with strokes narrower than `window`; nil if nothing stands out from the paper.
  init?(of picture: SmoothedPicture, _ polarity: Polarity, window: Int) {
    var noise = picture.noise
    var plane = picture.plane
    // Paper, also in shadow or uneven light: the picture without everything narrower than the window.
    let paper = polarity == .dark ? plane.closed(window) : plane.opened(window)
    let lightings = Histogram(paper.values)
    let lit = lightings.quantile(0.9)
    if polarity == .dark, lit >= 60 {
      // In shadow, ink differs from paper by as much less as there is less light. What is darker still is no
      // shadow.
      for place in plane.values.indices {
        let local = paper.values[place]
        let gain = local > 0.35 * lit ? max(lit / local, 1) : 1
        plane.values[place] = (local - plane.values[place]) * gain
      }
      noise *= min(lit / max(lightings.quantile(0.2), 1), 2)
    } else {
      for place in plane.values.indices {
        plane.values[place] = abs(paper.values[place] - plane.values[place])
      }
    }
    // Smoothed noise lies below its greatest numbers everywhere, so paper is not at 0.
    let ground = noise > 0 ? Histogram(plane.values).quantile(0.3) : 0
    for place in plane.values.indices { plane.values[place] = max(plane.values[place] - ground, 0) }
    let ink = Histogram(plane.values, above: max(4 * noise, 6))
    guard ink.total >= max(4, plane.values.count / 4000) else { return nil }
    let level = Histogram(plane.values, above: ink.otsuThreshold).quantile(0.75)
    guard level >= max(Self.leastLevel, 5.5 * noise) else { return nil }
    let (faint, strong) = plane.values.reduce(into: (0, 0)) { counts, value in
      if value > 0, value <= level / 16 { counts.0 += 1 }
      if value > level / 2 { counts.1 += 1 }
    }
    self.plane = plane
    self.paper = paper
    self.polarity = polarity
    self.level = level
    self.noise = noise
    isClean =
      picture.isWithoutNoise && faint * 2 <= strong
      && max(plane.rows, plane.columns) <= Self.cleanSide
  }

  /// The same with the level of what stands out far more than the rest, as a digit does on squared paper whose
  /// lines have more ink than it; nil if nothing does.
  var raised: InkContrast? {
    guard !isClean else { return nil }
    let ink = Histogram(plane.values, above: level / 2)
    let strongest = Histogram(plane.values, above: ink.otsuThreshold)
    var raised = self
    raised.level = strongest.quantile(0.75)
    guard raised.level >= 1.4 * level, strongest.total >= max(4, plane.values.count / 4000) else {
      return nil
    }
    return raised
  }
}
