using System.Text.Json.Nodes;
using TogetherAI.ApiTour;
using TogetherAI.Local;

namespace TogetherAI.Conventions.OpenApi;

/// <summary>The local server's answers about dedicated endpoints are what the service's description says they are.</summary>
public class LocalAnswerTests(ITestOutputHelper output)
{
    // Its own words are that the cursor is null where there are no more results; its schema says only "string".
    private const string NoMoreResults = "$.next_cursor is null, described as string";

    [Fact]
    public async Task What_the_virtual_cloud_answers_is_as_described()
    {
        ApiDescription description = ApiDescription.Shared;
        await using LocalTogether local = await LocalTogether.StartAsync(static o =>
        {
            DedicatedCloudOptions cloud = o.Dedicated;
            cloud.ProvisioningDelay = cloud.ReplicaStartDelay = cloud.StopDelay = cloud.TrafficSplitDelay = cloud.AnalyticsLag = TimeSpan.Zero;
            cloud.V1Endpoints.Add("acme/old");
        });
        Recorder recorder = new(local.CreateHandler());
        using TogetherClient client = new(new TogetherClientOptions { ApiKey = "key", BaseAddress = local.BaseAddress }, recorder);
        await ServeAsync(client);
        await TourGuide.RunAsync(client, new TourOptions(), TextWriter.Null, CancellationToken.None);

        SchemaCheck check = new(description);
        List<string> findings = [];
        HashSet<string> judged = [];
        foreach ((string method, string path, JsonNode? answer) in recorder.Answers)
        {
            if (description.Operations.Keys.FirstOrDefault(key => Fits(key, method, path)) is not { } key || description.Operations[key].Response is not { } schema)
                continue;
            judged.Add(key);
            findings.AddRange(check.Findings(answer, schema).Where(static finding => finding != NoMoreResults).Select(finding => $"{key}: {finding}"));
        }

        output.WriteLine(string.Join('\n', judged.Order(StringComparer.Ordinal)));
        Product.NoFindings(findings.Distinct());
        Assert.True(judged.Count(static key => key.Contains("v2/", StringComparison.Ordinal)) >= 17, $"Only {judged.Count} operations were judged.");
    }

    private static async Task ServeAsync(TogetherClient client)
    {
        DedicatedClient dedicated = client.Dedicated;
        DeploymentProfile profile = (await dedicated.SupportedModels.ListAsync().FirstAsync()).DeploymentProfiles[0];
        DedicatedEndpoint endpoint = await dedicated.Endpoints.CreateAsync(new CreateDedicatedEndpointRequest { Name = "chat", Visibility = DedicatedVisibility.Internal });
        DedicatedDeployment deployment = await dedicated.Deployments.CreateAsync(endpoint.Id, new CreateDedicatedDeploymentRequest
        {
            Name = "d",
            Model = profile.Model,
            Config = profile.Config,
            EnableLora = true,
            Autoscaling = new DeploymentAutoscaling { MinReplicas = 1, MaxReplicas = 2, ScaleToZeroWindow = TimeSpan.FromMinutes(5) },
            Placement = new DeploymentPlacement { Inline = new InlinePlacement { Regions = ["us-east-1"] } },
        });
        await dedicated.Endpoints.SetTrafficSplitAsync(endpoint.Id, [new TrafficSplitEntry { DeploymentId = deployment.Id, Weight = 1 }]);
        await client.Chat.CreateAsync(new ChatRequest { Model = endpoint.Name, Messages = [ChatMessage.User("Go")], MaxTokens = 4 });
        await dedicated.Endpoints.GetAnalyticsAsync(endpoint.Id, new EndpointAnalyticsOptions { IncludeTimeSeries = true, Granularity = "1h" });
        await dedicated.V1.ListHardwareAsync("tai-tiny");
    }

    private static bool Fits(string key, string method, string path)
    {
        string[] described = key.Split(' ')[1].Split('/'), asked = path.Split('/');
        return key.StartsWith(method + " ", StringComparison.Ordinal) && described.Length == asked.Length
            && described.Zip(asked).All(static pair => pair.First == "{}" || pair.First == pair.Second);
    }

    private sealed class Recorder(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        public List<(string Method, string Path, JsonNode? Answer)> Answers { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            if (response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType == "application/json")
            {
                await response.Content.LoadIntoBufferAsync(cancellationToken);
                string path = request.RequestUri!.AbsolutePath.TrimStart('/');
                // Only what belongs to the virtual cloud is at stake here.
                if (path.StartsWith("v2/", StringComparison.Ordinal) || path is "v1/whoami" or "v1/hardware" || path.Contains("endpoints", StringComparison.Ordinal) || path.Contains("zones", StringComparison.Ordinal))
                    Answers.Add((request.Method.Method, path, JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))));
            }

            return response;
        }
    }
}
