using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace TogetherAI.Tests.Dedicated.Rental;

/// <content>Endpoints and deployments, and the rules for changing them.</content>
internal sealed partial class ScriptedService
{
    /// <summary>Whether two deployments may have one name.</summary>
    public bool AllowsDoubles { get; init; }

    private HttpResponseMessage OfEndpoint(Endpoint endpoint, string method, JsonObject json, string query)
    {
        if (method == "GET")
            return Ok(endpoint.Json);
        if (method == "DELETE")
        {
            if (endpoint.Deployments.Count > 0)
                return Error(400, "the endpoint has deployments");
            Endpoints.Remove(endpoint);
            return Ok("{}");
        }

        Assert.Equal("?updateMask=trafficSplit", query);
        if ((string?)json["etag"] is { } etag && etag != endpoint.Etag)
            return Error(409, "etag mismatch");
        endpoint.Split = json["trafficSplit"]!.AsArray().ToDictionary(entry => (string)entry!["deploymentId"]!, entry => (double)entry!["weight"]!);
        endpoint.Version++;
        return Ok(endpoint.Json);
    }

    private HttpResponseMessage OfDeployments(Endpoint endpoint, string method, string[] parts, JsonObject json, string query)
    {
        switch (method, parts)
        {
            case ("GET", [_, _, "deployments"]):
                foreach (Deployment listed in endpoint.Deployments)
                    listed.Look();
                return Ok(Catalog.List(endpoint.Deployments.Where(deployment => --deployment.Hidden < 0).Select(deployment => deployment.Json(endpoint.Name))));
            case ("POST", [_, _, "deployments"]):
                if (!AllowsDoubles && endpoint.Deployments.Exists(other => other.Name == (string)json["name"]!))
                    return Error(409, "the name is taken");
                return Ok(Add(endpoint, (string)json["name"]!, (int)json["autoscaling"]!["minReplicas"]!, (int)json["autoscaling"]!["maxReplicas"]!).Json(endpoint.Name));
        }

        if (endpoint.Deployments.Find(one => one.Id == parts[3]) is not { } deployment)
            return Error(404, "no such deployment");
        switch (method)
        {
            case "GET":
                deployment.Look();
                Looks.Release();
                return Ok(deployment.Json(endpoint.Name));
            case "PATCH":
                if ((string?)json["etag"] is { } etag && etag != deployment.Etag)
                    return Error(409, "etag mismatch");
                deployment.Scale((int)json["autoscaling"]!["minReplicas"]!, (int)json["autoscaling"]!["maxReplicas"]!, StoppingLooks);
                return Ok(deployment.Json(endpoint.Name));
            default:
                if (query.Contains("etag=") && !query.EndsWith("etag=" + deployment.Etag, StringComparison.Ordinal))
                    return Error(409, "etag mismatch");
                if (endpoint.Split.ContainsKey(deployment.Id))
                    return Error(400, "it is in the traffic split");
                if (deployment.State is not ("STOPPED" or "FAILED") || deployment.Max > 0)
                    return Error(400, "it is not stopped");
                endpoint.Deployments.Remove(deployment);
                return Ok("{}");
        }
    }

    public Deployment Add(Endpoint endpoint, string name, int min, int max)
    {
        Deployment made = new() { Id = $"dep_{++_ids}", Name = name, Min = min, Max = max };
        foreach (string look in Lives.TryDequeue(out string[]? life) ? life : Life)
            made.Life.Enqueue(look);
        endpoint.Deployments.Add(made);
        return made;
    }

    internal sealed class Endpoint
    {
        public required string Id { get; init; }

        public required string Name { get; init; }

        public int Version { get; set; } = 1;

        public string Etag => $"e{Version}";

        public Dictionary<string, double> Split { get; set; } = [];

        public List<Deployment> Deployments { get; } = [];

        /// <summary>How many more lists do not show it yet.</summary>
        public int Hidden { get; set; }

        public string Json => $$"""
            {"id":"{{Id}}","projectId":"proj_1","name":"{{Name}}","etag":"{{Etag}}",
            "trafficSplit":[{{string.Join(",", Split.Select(entry => string.Create(CultureInfo.InvariantCulture, $$$"""{"deploymentId":"{{{entry.Key}}}","weight":{{{entry.Value}}}}""")))}}],
            "deployments":[{{string.Join(",", Deployments.Select(one => $$$"""{"id":"{{{one.Id}}}","name":"{{{Name}}}/{{{one.Name}}}","state":"DEPLOYMENT_STATE_{{{one.State}}}"}"""))}}]}
            """;
    }

    internal sealed class Deployment
    {
        private int _stoppingLooks;

        public required string Id { get; init; }

        public required string Name { get; init; }

        public int Min { get; set; }

        public int Max { get; set; }

        public int Version { get; set; } = 1;

        public string Etag => $"d{Version}";

        public string State { get; set; } = "PROVISIONING";

        public int Scheduled { get; set; }

        public int Ready { get; set; }

        public string Message { get; set; } = "";

        public int Hidden { get; set; }

        public Queue<string> Life { get; } = [];

        /// <summary>Goes on to what the next look shows.</summary>
        public void Look()
        {
            if (Max == 0 && State != "STOPPED" && State != "FAILED")
            {
                if (--_stoppingLooks < 0)
                    (State, Scheduled, Ready) = ("STOPPED", 0, 0);
            }
            else if (Max > 0 && Life.TryDequeue(out string? look))
            {
                string[] parts = look.Split(' ', 4);
                (State, Scheduled, Ready) = (parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture));
                Message = parts.Length > 3 ? parts[3] : "";
            }
        }

        public void Scale(int min, int max, int stoppingLooks)
        {
            (Min, Max) = (min, max);
            Version++;
            if (max > 0)
                return;
            _stoppingLooks = stoppingLooks;
            if (State is not ("STOPPED" or "FAILED"))
                State = "STOPPING";
        }

        public string Json(string endpoint) => $$$"""
            {"id":"{{{Id}}}","name":"{{{endpoint}}}/{{{Name}}}","etag":"{{{Etag}}}","autoscaling":{"minReplicas":{{{Min}}},"maxReplicas":{{{Max}}}},"desiredReplicas":{{{Min}}},
            "status":{"state":"DEPLOYMENT_STATE_{{{State}}}","message":"{{{Message}}}","scheduledReplicas":{{{Scheduled}}},"readyReplicas":{{{Ready}}}}}
            """;
    }
}
