/// The progress of some work, which is redrawn repeatedly.
package protocol DrawnProgress: Sendable {
  /// The line for a person, cut to the width.
  func text(columns: Int, unicode: Bool) -> String
  /// The line for a log.
  var plainText: String { get }
}

extension ProgressLine: DrawnProgress {}

/// Shows progress on standard error: one line redrawn for a person, or a plain line now
/// and then for a log.
struct LiveLine {
  private let stream: OutputStream
  private let clock = ContinuousClock()
  private var isDrawn = false
  private var lastTime: ContinuousClock.Instant

  /// The least time between two drawings on a terminal: the eye follows ten numbers a second.
  private static let drawInterval = Duration.milliseconds(100)
  /// The least time between two lines of a log.
  private static let logInterval = Duration.seconds(10)

  init(on stream: OutputStream = .error) {
    self.stream = stream
    lastTime = clock.now
  }

  /// Shows the progress if enough time has passed since the last line.
  mutating func show(_ progress: some DrawnProgress) {
    let interactive = stream.terminal.isInteractive
    let now = clock.now
    guard lastTime.duration(to: now) >= (interactive ? Self.drawInterval : Self.logInterval) else {
      return
    }
    lastTime = now
    if interactive {
      let unicode = stream.terminal.showsUnicode
      draw(progress.text(columns: stream.columns, unicode: unicode))
    } else {
      stream.note(progress.plainText)
    }
  }

  /// Clears the line, so something else can be written in its place.
  mutating func clear() {
    if !stream.terminal.isInteractive { lastTime = clock.now }
    guard isDrawn else { return }
    try? stream.write("\r\u{1B}[K")
    isDrawn = false
  }

  private mutating func draw(_ text: String) {
    try? stream.write("\r" + text + "\u{1B}[K")
    isDrawn = true
  }
}
