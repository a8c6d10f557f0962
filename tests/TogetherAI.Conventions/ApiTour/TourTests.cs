using TogetherAI.ApiTour;
using TogetherAI.Conventions.OpenApi;
using TogetherAI.Local;

namespace TogetherAI.Conventions.ApiTour;

/// <summary>The tour calls everything, tells the truth about it, and does no harm.</summary>
public class TourTests(ITestOutputHelper output)
{
    [Fact]
    public void It_calls_every_operation_that_the_client_has() => Product.NoFindings(Descriptor.All
        .Select(static descriptor => descriptor.Key)
        .Except(TourGuide.Stops.Select(static stop => DescribedOperation.KeyOf(stop.Method, stop.Path)))
        .Order());

    [Fact]
    public void It_calls_no_operation_twice() => Product.NoFindings(TourGuide.Stops
        .GroupBy(static stop => DescribedOperation.KeyOf(stop.Method, stop.Path))
        .Where(static group => group.Count() > 1)
        .Select(static group => group.Key));

    [Fact]
    public void What_only_reads_is_a_get_and_whatever_is_none_does_more() => Product.NoFindings(TourGuide.Stops
        .Where(static stop => (stop.Effect == Effect.None) != (stop.Method == "GET"))
        .Select(static stop => stop.ToString()));

    [Fact]
    public async Task The_local_server_fails_at_nothing_it_has()
    {
        await using LocalTogether local = await LocalTogether.StartAsync(static options =>
        {
            (options.Port, options.AnswerAnyModel) = (0, true);
            options.Dedicated.V1Endpoints.Add("acme/old");
        });
        using TogetherClient client = new(new TogetherClientOptions { ApiKey = "key", BaseAddress = local.BaseAddress });
        using StringWriter printed = new();
        int exitCode = await TourGuide.RunAsync(client, new TourOptions(), printed, CancellationToken.None);
        output.WriteLine(printed.ToString());

        string[] lines = printed.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(0, exitCode);
        Assert.Contains("ok GET v1/models", lines);
        Assert.Contains("ok POST v1/chat/completions", lines);
        Assert.Contains("ok POST v1/completions", lines);
        Assert.Contains("ok GET v1/endpoints/{endpointId}", lines);
        Assert.Contains("ok DELETE v2/projects/{projectId}/endpoints/{endpointId}/deployments/{id}", lines);
        Assert.Contains("ok DELETE v2/projects/{projectId}/endpoints/{id}", lines);
        Assert.Equal(TourGuide.Stops.Count, lines.Length - 1);
        int passed = lines.Count(static line => line.StartsWith("ok ", StringComparison.Ordinal));
        Assert.Equal($"{passed} passed, 0 failed, {TourGuide.Stops.Count - passed} skipped", lines[^1]);
    }

    [Fact]
    public async Task What_fails_is_told_with_its_reason_and_makes_the_program_fail()
    {
        (int exitCode, string[] lines) = await RunAsync("https://localhost", "--only ^GET.v1/models$", System.Net.HttpStatusCode.InternalServerError, "{\"error\":{\"message\":\"out of\\norder\"}}");
        Assert.Equal(1, exitCode);
        Assert.StartsWith("FAIL GET v1/models: TogetherServerException: ", lines[0], StringComparison.Ordinal);
        Assert.Contains("out of order", lines[0], StringComparison.Ordinal);
        Assert.Equal("0 passed, 1 failed, 0 skipped", lines[1]);
    }

    [Fact]
    public async Task A_path_that_the_server_does_not_know_is_skipped()
    {
        (int exitCode, string[] lines) = await RunAsync("https://localhost", "--only ^GET.v1/hardware$", System.Net.HttpStatusCode.NotFound, "<h1>404</h1>");
        Assert.Equal(0, exitCode);
        Assert.StartsWith("skip GET v1/hardware: the server has no such operation (404: ", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Away_from_this_machine_nothing_is_called_that_costs_money_or_changes_anything()
    {
        CountingHandler handler = new(System.Net.HttpStatusCode.OK, "[]");
        using TogetherClient client = new(new TogetherClientOptions { ApiKey = "key", BaseAddress = new Uri("https://api.together.ai") }, handler);
        using StringWriter printed = new();
        await TourGuide.RunAsync(client, new TourOptions(), printed, CancellationToken.None);
        Assert.NotEmpty(handler.Methods);
        Assert.All(handler.Methods, static method => Assert.Equal("GET", method));
        Assert.Contains("skip POST v1/chat/completions: it costs money; --allow-billable calls it", printed.ToString(), StringComparison.Ordinal);
        Assert.Contains("skip DELETE v1/files/{id}: it changes things; --allow-billable calls it", printed.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--only", "--only needs a regular expression.")]
    [InlineData("--all", "'--all' is no option.")]
    [InlineData("--only (", "--only: ")]
    public void A_command_line_that_is_wrong_is_told(string arguments, string fault)
    {
        Assert.False(TourOptions.TryParse(arguments.Split(' '), out _, out string? told));
        Assert.StartsWith(fault, told, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string[] Lines)> RunAsync(string address, string arguments, System.Net.HttpStatusCode status, string body)
    {
        Assert.True(TourOptions.TryParse(arguments.Split(' '), out TourOptions? options, out _));
        using TogetherClient client = new(new TogetherClientOptions { ApiKey = "key", BaseAddress = new Uri(address) }, new CountingHandler(status, body));
        using StringWriter printed = new();
        int exitCode = await TourGuide.RunAsync(client, options, printed, CancellationToken.None);
        return (exitCode, printed.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    private sealed class CountingHandler(System.Net.HttpStatusCode status, string body) : HttpMessageHandler
    {
        public List<string> Methods { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Methods.Add(request.Method.Method);
            return Task.FromResult(new HttpResponseMessage(status) { RequestMessage = request, Content = new StringContent(body) });
        }
    }
}
