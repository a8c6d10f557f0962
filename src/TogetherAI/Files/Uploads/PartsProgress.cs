namespace TogetherAI;

/// <summary>Adds up how far the parts of an upload have come. Thread-safe; reports one at a time.</summary>
internal sealed class PartsProgress(FileSource whole, int count) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly long[] _sent = new long[count];
    private bool _ended;

    /// <summary>What one part tells how far it has come.</summary>
    public IProgress<TransferProgress> Of(int index) => new Part(this, index);

    /// <summary>Nothing more is reported: a part that was cancelled may still be at it.</summary>
    public void Dispose()
    {
        lock (_gate)
            _ended = true;
    }

    private void Report(int index, long sent)
    {
        lock (_gate)
        {
            _sent[index] = sent;
            if (!_ended)
                whole.Progress?.Report(new TransferProgress(_sent.Sum(), whole.Length));
        }
    }

    private sealed class Part(PartsProgress all, int index) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => all.Report(index, value.BytesTransferred);
    }
}
