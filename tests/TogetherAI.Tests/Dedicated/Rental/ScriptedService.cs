using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace TogetherAI.Tests.Dedicated.Rental;

/// <summary>
/// The service's management of dedicated endpoints as far as it matters to whoever rents: it keeps endpoints and deployments, refuses what the service
/// refuses, and goes through the states that a test wrote. Time passes only by being asked.
/// </summary>
internal sealed partial class ScriptedService : HttpMessageHandler
{
    private readonly Lock _gate = new();
    private int _ids;

    public List<string> Models { get; } = [Catalog.Model(Catalog.Llama, Catalog.Profile("cr_h100", "1xnvidia-h100-80gb"), Catalog.Profile("cr_h200", "1xnvidia-h200-141gb"))];

    public List<string> Types { get; set; } = [Catalog.Type("1xnvidia-h100-80gb", 600, "us=3"), Catalog.Type("1xnvidia-h200-141gb", 1200, "us=5")];

    public List<Endpoint> Endpoints { get; } = [];

    /// <summary>Everything that was asked, such as <c>POST endpoints</c> or <c>PATCH endpoints/ep_1/deployments/dep_2</c>.</summary>
    public List<string> Asked { get; } = [];

    public List<string> Bodies { get; } = [];

    /// <summary>The looks at a new deployment: state, placed and ready replicas; the last one stays. Null for the second one's like the first's.</summary>
    public Queue<string[]> Lives { get; } = [];

    /// <summary>What every deployment goes through for which <see cref="Lives"/> has nothing.</summary>
    public string[] Life { get; set; } = ["PROVISIONING 0 0", "PROVISIONING 1 0", "READY 1 1"];

    /// <summary>Looks at a stopping deployment before it is stopped.</summary>
    public int StoppingLooks { get; set; } = 2;

    /// <summary>What inference answers before it answers: such as <c>503 routing_error</c>.</summary>
    public Queue<string> Refusals { get; } = [];

    /// <summary>Called before a request is handled, with its number from 1 and its text; an answer it gives is the answer.</summary>
    public Func<int, string, HttpResponseMessage?> Before { get; set; } = (_, _) => null;

    /// <summary>Called after a request was handled; what it throws is what the caller gets in place of the answer.</summary>
    public Action<int, string> After { get; set; } = (_, _) => { };

    /// <summary>Counts the looks at single deployments.</summary>
    public SemaphoreSlim Looks { get; } = new(0);

    public IEnumerable<Deployment> Running => Endpoints.SelectMany(endpoint => endpoint.Deployments).Where(deployment => deployment.Max > 0);

    public static HttpResponseMessage Error(int status, string message, string? code = null) => FakeHandler.Answer(
        (HttpStatusCode)status, $$$"""{"error":{"message":"{{{message}}}","type":"t","code":{{{(code is null ? "null" : $"\"{code}\"")}}}}}""", "application/json");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(CancellationToken.None);
        string path = request.RequestUri!.AbsolutePath.Replace("/v2/projects/proj_1/", "").Replace("/v2/", "").Replace("/v1/", "");
        string text = $"{request.Method} {path}";
        int number;
        lock (_gate)
        {
            Asked.Add(text);
            Bodies.Add(body);
            number = Asked.Count;
        }

        HttpResponseMessage? given = Before(number, text);
        cancellationToken.ThrowIfCancellationRequested();
        HttpResponseMessage answer;
        lock (_gate)
            answer = given ?? Handle(request.Method.Method, path, body, request.RequestUri.Query);
        After(number, text);
        cancellationToken.ThrowIfCancellationRequested();
        return answer;
    }

    private HttpResponseMessage Handle(string method, string path, string body, string query)
    {
        string[] parts = path.Split('/');
        JsonObject json = body.Length > 0 ? JsonNode.Parse(body)!.AsObject() : [];
        switch (method, parts)
        {
            case ("GET", ["supported-models"]):
                return Ok(Catalog.List(Models));
            case ("GET", ["public", "inference-instance-types"]):
                return Ok(Catalog.List(Types));
            case ("GET", ["endpoints"]):
                return Ok(Catalog.List(Endpoints.Where(endpoint => --endpoint.Hidden < 0).Select(endpoint => endpoint.Json)));
            case ("POST", ["endpoints"]):
                string name = "acme/" + (string)json["name"]!;
                if (Endpoints.Exists(other => other.Name == name))
                    return Error(409, "the name is taken");
                Endpoint made = new() { Id = $"ep_{++_ids}", Name = name };
                Endpoints.Add(made);
                return Ok(made.Json);
            case ("POST", ["chat", "completions"]) or ("POST", ["embeddings"]):
                return Answer((string)json["model"]!, parts[0]);
        }

        if (parts is not ["endpoints", var id, ..] || Endpoints.Find(endpoint => endpoint.Id == id) is not { } ep)
            return Error(404, "no such thing");
        return parts.Length == 2 ? OfEndpoint(ep, method, json, query) : OfDeployments(ep, method, parts, json, query);
    }

    private HttpResponseMessage Answer(string model, string path)
    {
        Endpoint? endpoint = Endpoints.Find(endpoint => endpoint.Name == model);
        if (endpoint is null)
            return Error(404, "no such model");
        if (!endpoint.Split.Any(share => share.Value > 0 && endpoint.Deployments.Exists(deployment => deployment.Id == share.Key && deployment.Ready > 0)))
            return Error(503, "no deployment is ready", "routing_error");
        if (Refusals.TryDequeue(out string? refusal))
            return Error(int.Parse(refusal[..3], CultureInfo.InvariantCulture), "not yet", refusal[4..]);
        return Ok(path == "chat" ? Calls.Answer("ok") : """{"object":"list","model":"m","data":[{"object":"embedding","index":0,"embedding":[0.5]}]}""");
    }

    private static HttpResponseMessage Ok(string json) => FakeHandler.Answer(HttpStatusCode.OK, json, "application/json");
}
