namespace TogetherAI;

/// <summary>
/// A file was not uploaded, because the service would refuse it; nothing was sent. Mend what <see cref="Report"/> names, or turn the check
/// off with <see cref="FileUploadOptions.Check"/>.
/// </summary>
/// <param name="report">What was found.</param>
public sealed class FileCheckException(FileCheckReport report) : TogetherException(Describe(report))
{
    /// <summary>What was found, line by line.</summary>
    public FileCheckReport Report { get; } = report;

    private static string Describe(FileCheckReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        int more = report.Problems.Count - 1;
        string rest = more > 0 ? $" ({more}{(report.IsComplete ? "" : " or more")} further problems in FileCheckException.Report)" : "";
        return $"'{report.FileName}' was not uploaded: {(report.Problems.Count > 0 ? report.Problems[0] : "it is not valid")}{rest}";
    }
}
