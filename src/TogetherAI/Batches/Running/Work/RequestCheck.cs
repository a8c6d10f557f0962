using System.Text.Json;

namespace TogetherAI;

/// <summary>
/// Holds a request against what the service takes, by the rules of the check of a file: one that is refused there would fail a whole job. Not
/// thread-safe.
/// </summary>
internal sealed class RequestCheck
{
    private readonly ProblemList _problems = new(limit: 1);
    private readonly BatchBodyCheck _body;
    private readonly bool _isLine;

    public RequestCheck(BatchWork work) =>
        (_body, _isLine) = (new BatchBodyCheck(_problems, work.Endpoint, isOneModel: false), work.Endpoint is not null);

    /// <returns>What is wrong with it, and the remedy; null for nothing.</returns>
    public FileProblem? Find(PreparedRequest request)
    {
        int limit = FileCheckOptions.Default.MaxLineBytes;
        int length = ShardWriter.LengthOf(request);
        if (_isLine && length > limit)
            return new FileProblem(0, 0, null, FormattableString.Invariant($"The request takes {length} bytes in a job's file, and the service takes {limit}. Make it smaller."));

        _problems.Clear();
        Utf8JsonReader json = new(request.Body, LineCheck.Json);
        json.Read();
        _body.Check(0, request.Body, ref json);
        return _problems.First;
    }
}
