namespace TogetherAI;

/// <summary>Reads a JSONL file block by block and hands its lines to a check. Memory is bounded by the longest line. Used once.</summary>
internal sealed class FileChecker(FilePurpose purpose, FileCheckOptions options)
{
    private const int BlockSize = 1 << 20;

    private readonly ProblemList _problems = new(options.MaxProblems);
    private byte[] _block = new byte[BlockSize];
    private int _filled;
    private long _lines;
    private bool _skipping;

    /// <param name="content">The file, from its current place to its end.</param>
    /// <param name="name">Its name, for the report.</param>
    /// <param name="progress">Told how much of it was read; null for nobody.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    public async Task<FileCheckReport> RunAsync(Stream content, string name, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        long length = content.Length - content.Position;
        using KeyIndex ids = new(options.TemporaryFolder ?? Path.GetTempPath());
        LineCheck check = purpose == FilePurpose.BatchApi
            ? new BatchLineCheck(_problems, options.Endpoint, ids)
            : new FineTuneLineCheck(_problems);

        progress?.Report(new TransferProgress(0, length));
        await ReadAsync(content, length, check, progress, cancellationToken).ConfigureAwait(false);
        bool complete = !_problems.IsFull;
        if (complete)
            check.Finish();
        CheckSize(length);
        return new FileCheckReport
        {
            FileName = name,
            Purpose = purpose,
            IsComplete = complete,
            Bytes = length,
            Lines = _lines,
            Model = check.Model,
            Format = check.Format,
            Problems = _problems.InOrder(),
        };
    }

    private async Task ReadAsync(
        Stream content, long length, LineCheck check, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        long read = 0;
        while (!_problems.IsFull)
        {
            int count = await content.ReadAsync(_block.AsMemory(_filled), cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                if (_filled > 0 && !_skipping)
                    CheckLine(check, _block.AsSpan(0, _filled));
                break;
            }

            read += count;
            _filled += count;
            CutLines(check, searched: _filled - count);
            progress?.Report(new TransferProgress(read, length));
        }
    }

    private void CutLines(LineCheck check, int searched)
    {
        int start = 0;
        while (!_problems.IsFull)
        {
            int end = _block.AsSpan(searched, _filled - searched).IndexOf((byte)'\n');
            if (end < 0)
                break;
            end += searched;
            if (_skipping)
                _skipping = false;
            else
                CheckLine(check, _block.AsSpan(start, end - start));
            start = searched = end + 1;
        }

        Keep(start);
    }

    // What is left is the beginning of a line; one that is too long is told of once, and passed over.
    private void Keep(int start)
    {
        _block.AsSpan(start, _filled - start).CopyTo(_block);
        _filled -= start;
        if (_skipping)
        {
            _filled = 0;
        }
        else if (_filled > options.MaxLineBytes)
        {
            CheckLine(null, _block.AsSpan(0, _filled));
            (_skipping, _filled) = (true, 0);
        }
        else if (_filled == _block.Length)
        {
            Array.Resize(ref _block, (int)Math.Min(_block.Length * 2L, (long)options.MaxLineBytes + BlockSize));
        }
    }

    private void CheckLine(LineCheck? check, ReadOnlySpan<byte> text)
    {
        _lines++;
        if (check is null || text.Length > options.MaxLineBytes)
            _problems.AddLine(_lines, null, $"The line is longer than {options.MaxLineBytes} bytes (FileCheckOptions.MaxLineBytes). Make the request smaller.");
        else
            check.Check(_lines, text is [.., (byte)'\r'] ? text[..^1] : text);
    }

    private void CheckSize(long length)
    {
        if (length == 0)
            _problems.AddFile("The file is empty.");
        if (purpose != FilePurpose.BatchApi)
            return;
        if (length > options.MaxBatchBytes)
            _problems.AddFile($"The file has {length} bytes, more than the {options.MaxBatchBytes} that a file for batches may have (FileCheckOptions.MaxBatchBytes). Split it.");
        if (_lines > options.MaxRequests)
            _problems.AddFile($"The file has {_lines} requests, more than the {options.MaxRequests} that a batch may have (FileCheckOptions.MaxRequests). Split it.");
    }
}
