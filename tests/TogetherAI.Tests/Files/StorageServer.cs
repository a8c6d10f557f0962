using System.Net;
using System.Net.Http.Headers;

namespace TogetherAI.Tests.Files;

/// <summary>Serves one file by the rules for ranges, and breaks or misbehaves as told, answer by answer.</summary>
internal sealed class StorageServer(byte[] content) : HttpMessageHandler
{
    private readonly Queue<Answer> _answers = new();

    public List<(string Host, string? Range, string? IfRange, string? Authorization, string? Encoding)> Requests { get; } = [];

    public byte[] Content { get; set; } = content;

    public string? Tag { get; set; }

    public bool TellsLength { get; set; } = true;

    public bool KnowsRanges { get; set; } = true;

    /// <summary>Where the API sends the client to; null for nowhere.</summary>
    public string? Redirect { get; set; }

    /// <summary>The next answer breaks after so many of its bytes.</summary>
    public StorageServer BreaksAfter(int count) => Next(new Answer { BreakAfter = count });

    /// <summary>The next answer ends, as if that were all, after so many of its bytes.</summary>
    public StorageServer EndsAfter(int count) => Next(new Answer { EndAfter = count });

    /// <summary>The next answer stays silent after so many of its bytes.</summary>
    public StorageServer HangsAfter(int count, TaskCompletionSource? reached = null) => Next(new Answer { HangAfter = count, Reached = reached });

    /// <summary>The next answer claims another range than was asked for.</summary>
    public StorageServer ClaimsRange(long from, long total) => Next(new Answer { Claim = new ContentRangeHeaderValue(from, total - 1, total) });

    public StorageServer Answers(HttpStatusCode status) => Next(new Answer { Status = status });

    /// <summary>Does something before the next answer but those that are scripted.</summary>
    public StorageServer Then(Action<StorageServer> change) => Next(new Answer { Change = change });

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add((
            request.RequestUri!.Host,
            request.Headers.Range?.ToString(),
            request.Headers.IfRange?.ToString(),
            request.Headers.Authorization?.ToString(),
            request.Headers.AcceptEncoding.ToString()));
        if (Redirect is not null && request.RequestUri.Host == "example.test")
        {
            HttpResponseMessage redirect = new(HttpStatusCode.Found);
            redirect.Headers.Location = new Uri(Redirect);
            return Task.FromResult(redirect);
        }

        _answers.TryDequeue(out Answer? answer);
        answer?.Change?.Invoke(this);
        return Task.FromResult(answer?.Status is { } status ? new HttpResponseMessage(status) { Content = new ByteArrayContent([]) } : Serve(request, answer));
    }

    private HttpResponseMessage Serve(HttpRequestMessage request, Answer? answer)
    {
        long start = request.Headers.Range?.Ranges.Single().From ?? 0;
        bool isPart = request.Headers.Range is not null && KnowsRanges && (request.Headers.IfRange is not { } condition || condition.EntityTag?.ToString() == Tag);
        if (isPart && start >= Content.Length)
            return new HttpResponseMessage(HttpStatusCode.RequestedRangeNotSatisfiable) { Content = new ByteArrayContent([]) };

        byte[] rest = isPart ? Content[(int)start..] : Content;
        ScriptedStream body = new();
        body.Write(rest[..Math.Min(rest.Length, answer?.BreakAfter ?? answer?.EndAfter ?? answer?.HangAfter ?? int.MaxValue)]);
        if (answer?.BreakAfter is not null)
            body.Break();
        else if (answer?.HangAfter is null)
            body.End();
        else if (answer.Reached is { } reached)
            body.Starved.ContinueWith(_ => reached.TrySetResult(), TaskScheduler.Default);

        HttpResponseMessage response = new(isPart ? HttpStatusCode.PartialContent : HttpStatusCode.OK) { Content = new StreamContent(body) };
        if (TellsLength)
            response.Content.Headers.ContentLength = rest.Length;
        if (isPart)
            response.Content.Headers.ContentRange = answer?.Claim ?? new ContentRangeHeaderValue(start, Content.Length - 1, Content.Length);
        if (Tag is not null)
            response.Headers.TryAddWithoutValidation("ETag", Tag);
        return response;
    }

    private StorageServer Next(Answer answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    private sealed class Answer
    {
        public int? BreakAfter { get; init; }

        public int? EndAfter { get; init; }

        public int? HangAfter { get; init; }

        public TaskCompletionSource? Reached { get; init; }

        public ContentRangeHeaderValue? Claim { get; init; }

        public HttpStatusCode? Status { get; init; }

        public Action<StorageServer>? Change { get; init; }
    }
}
