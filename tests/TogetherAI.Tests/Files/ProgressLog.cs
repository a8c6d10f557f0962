namespace TogetherAI.Tests.Files;

/// <summary>Keeps what was reported, at once and in order.</summary>
internal sealed class ProgressLog : IProgress<TransferProgress>
{
    public List<TransferProgress> Reports { get; } = [];

    public void Report(TransferProgress value) => Reports.Add(value);
}
