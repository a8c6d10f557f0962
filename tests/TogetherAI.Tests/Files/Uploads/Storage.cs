using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace TogetherAI.Tests.Files.Uploads;

/// <summary>The API's part of an upload through a storage, and the storage, each on its own host. Thread-safe.</summary>
internal sealed class Storage : HttpMessageHandler
{
    private readonly Lock _gate = new();
    private int _places;

    /// <summary>What was asked, such as <c>PUT bucket.test/place-1?sig=secret</c>, in order.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>The headers that came to the storage's host.</summary>
    public List<string> StorageHeaders { get; } = [];

    /// <summary>What the storage holds, by path.</summary>
    public Dictionary<string, byte[]> Held { get; } = [];

    /// <summary>The fields of the forms and the JSON bodies that came to the API.</summary>
    public List<string> Bodies { get; } = [];

    /// <summary>Answers in place of the storage and the API; null for their own answer. Gets the request's line and how often it came.</summary>
    public Func<string, int, HttpResponseMessage?> Instead { get; set; } = static (_, _) => null;

    /// <summary>How many requests are at the storage at a time, at most.</summary>
    public int MostAtATime { get; private set; }

    private int _now;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        bool isStorage = request.RequestUri!.Host == "bucket.test";
        string line = $"{request.Method} {request.RequestUri.Host}{request.RequestUri.PathAndQuery}";
        int times;
        lock (_gate)
        {
            Asked.Add(line);
            times = Asked.Count(asked => asked == line);
            if (isStorage)
            {
                StorageHeaders.AddRange(request.Headers.Select(header => $"{header.Key}: {string.Join(",", header.Value)}"));
                MostAtATime = Math.Max(MostAtATime, ++_now);
            }
        }

        try
        {
            byte[] body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
            lock (_gate)
                return Instead(line, times) ?? (isStorage ? Keep(request, body) : Answer(line, body));
        }
        finally
        {
            lock (_gate)
                _now -= isStorage ? 1 : 0;
        }
    }

    public static HttpResponseMessage Json(string json, HttpStatusCode status = HttpStatusCode.OK) => FakeHandler.Answer(status, json, "application/json");

    private HttpResponseMessage Keep(HttpRequestMessage request, byte[] body)
    {
        Held[request.RequestUri!.AbsolutePath] = body;
        return FakeHandler.Answer(HttpStatusCode.OK, "", "text/xml", ("ETag", $"\"tag{request.RequestUri.AbsolutePath}\""));
    }

    private HttpResponseMessage Answer(string line, byte[] body)
    {
        if (body.Length > 0)
            Bodies.Add(Encoding.UTF8.GetString(body));
        switch (line)
        {
            case "POST example.test/v1/files":
                _places++;
                return FakeHandler.Answer(
                    HttpStatusCode.Found,
                    "<html>elsewhere</html>",
                    "text/html",
                    ("Location", $"https://bucket.test/place-{_places}?sig=secret"),
                    ("X-Together-File-Id", $"file-{_places}"));
            case "POST example.test/v1/files/multipart/initiate":
                int parts = JsonNode.Parse(body)!["num_parts"]!.GetValue<int>();
                return Json(new JsonObject
                {
                    ["upload_id"] = "up-1",
                    ["file_id"] = "file-m",
                    // In no particular order: the numbers say which is which.
                    ["parts"] = new JsonArray([.. Enumerable.Range(1, parts).Reverse().Select(static number => new JsonObject
                    {
                        ["PartNumber"] = number,
                        ["URL"] = $"https://bucket.test/part-{number}?sig=secret",
                        ["Headers"] = new JsonObject { ["Content-Type"] = "application/x-part" },
                    })]),
                }.ToJsonString());
            case "POST example.test/v1/files/multipart/complete":
                return Json("{\"file\":" + File("file-m") + "}");
            case "POST example.test/v1/files/multipart/abort":
                return Json("{}");
            default:
                string id = line.Split('/')[3];
                return line.StartsWith("DELETE", StringComparison.Ordinal) ? Json($$"""{"id":"{{id}}","deleted":true}""") : Json(File(id));
        }
    }

    private static string File(string id) =>
        $$"""{"id":"{{id}}","object":"file","created_at":1,"filename":"a.jsonl","bytes":5,"purpose":"eval","Processed":true,"FileType":"jsonl"}""";
}
