/// The version of this program, as model files record it.
public enum LeNetVersion {
  /// Semantic version, https://semver.org.
  public static let current: String = "0.2.0"
}
