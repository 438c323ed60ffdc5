/// One file of an export.
package struct ExportedFile: Sendable {
  /// What follows the name that all files of the export share, such as `.npz`.
  package let ending: String
  /// The content.
  package let bytes: [UInt8]
}
