namespace TogetherAI.Analyzers.Tests;

public class ClientPerCallTests : RuleTests<ClientPerCallAnalyzer>
{
    [Theory]
    [InlineData("for (int i = 0; i < 3; i++) { using var client = {|TAI2006:new TogetherClient()|}; }")]
    [InlineData("foreach (var message in messages) { var client = {|TAI2006:new TogetherClient(model)|}; await client.Models.ListAsync(); }")]
    [InlineData("while (condition) { using TogetherClient client = {|TAI2006:new()|}; await client.Models.ListAsync(); }")]
    [InlineData("do { await {|TAI2006:new TogetherClient()|}.Models.ListAsync(); } while (condition);")]
    [InlineData("foreach (var message in messages) { using (var client = {|TAI2006:new TogetherClient()|}) { } }")]
    [InlineData("TogetherClientOptions options = new(); foreach (var message in messages) { using var client = {|TAI2006:new TogetherClient(options)|}; }")]
    [InlineData("foreach (var message in messages) { var options = new TogetherClientOptions { ApiKey = model }; using var client = {|TAI2006:new TogetherClient(options)|}; }")]
    [InlineData("foreach (var message in messages) { string key = Environment.GetEnvironmentVariable(\"KEY\")!; using var client = {|TAI2006:new TogetherClient(key)|}; }")]
    [InlineData("foreach (var message in messages) { _ = Task.Run(async () => { using var client = {|TAI2006:new TogetherClient()|}; await client.Models.ListAsync(); }); }")]
    [InlineData("while (condition) foreach (var message in messages) { using var client = {|TAI2006:new TogetherClient()|}; }")]
    public Task The_same_client_for_each_turn_is_found(string body) => InMethodAsync(body);

    [Theory]
    [InlineData("using var client = new TogetherClient(); foreach (var message in messages) await client.Models.ListAsync();")]
    [InlineData("foreach (string key in new[] { \"a\", \"b\" }) { using var client = new TogetherClient(key); }")]
    [InlineData("string[] keys = [\"a\"]; for (int i = 0; i < keys.Length; i++) { string key = keys[i]; using var client = new TogetherClient(key); }")]
    [InlineData("foreach (string key in new[] { \"a\" }) { var options = new TogetherClientOptions { ApiKey = key }; using var client = new TogetherClient(options); }")]
    [InlineData("foreach (string key in new[] { \"a\" }) { var options = new TogetherClientOptions(); options.ApiKey = key; using var client = new TogetherClient(options); }")]
    [InlineData("Queue<string> keys = new(); while (keys.Count > 0) { using var client = new TogetherClient(keys.Dequeue()); }")]
    [InlineData("foreach (var message in messages) { using var client = new TogetherClient(new TogetherClientOptions(), new System.Net.Http.HttpClientHandler()); }")]
    [InlineData("TogetherClient? client = null; foreach (var message in messages) { client ??= new TogetherClient(); }")]
    [InlineData("TogetherClient client = together; while (condition) { client = new TogetherClient(); }")]
    [InlineData("List<TogetherClient> pool = []; for (int i = 0; i < 4; i++) pool.Add(new TogetherClient());")]
    [InlineData("TogetherClient Make() { while (true) { return new TogetherClient(); } } Make();")]
    [InlineData("foreach (var part in new TogetherClient().BaseAddress.ToString()) Configure(part);")]
    [InlineData("string key = \"a\"; while (condition) { key += \"b\"; using var client = new TogetherClient(key); }")]
    [InlineData("foreach (var message in messages) { using var client = new System.Net.Http.HttpClient(); }")]
    public Task Another_client_each_time_or_one_that_lasts_is_not(string body) => InMethodAsync(body);

    [Theory]
    [InlineData("app.MapGet(\"/\", async () => { using var client = {|TAI2007:new TogetherClient()|}; return (await client.Models.ListAsync()).Count; });")]
    [InlineData("app.MapPost(\"/\", async (string text) => (await {|TAI2007:new TogetherClient(\"k\")|}.Models.ListAsync()).Count);")]
    [InlineData("app.MapGet(\"/\", (Microsoft.Extensions.Configuration.IConfiguration c) => { using var client = {|TAI2007:new TogetherClient(c[\"Key\"]!)|}; });")]
    [InlineData("app.MapGroup(\"/v1\").MapGet(\"/\", () => { var client = {|TAI2007:new TogetherClient()|}; });")]
    public Task The_same_client_for_each_request_is_found(string body) => InProgramAsync(Web(body));

    [Theory]
    [InlineData("app.MapGet(\"/\", async (TogetherClient client) => (await client.Models.ListAsync()).Count);")]
    [InlineData("app.MapGet(\"/\", (string key) => { using var client = new TogetherClient(key); });")]
    [InlineData("app.MapGet(\"/\", (Microsoft.AspNetCore.Http.HttpRequest r) => { string key = r.Headers[\"k\"].ToString(); using var client = new TogetherClient(key); });")]
    [InlineData("app.MapGet(\"/\", () => { using var client = new TogetherClient(new TogetherClientOptions(), new System.Net.Http.HttpClientHandler()); });")]
    [InlineData("var client = new TogetherClient(); app.MapGet(\"/\", async () => (await client.Models.ListAsync()).Count);")]
    [InlineData("System.Func<TogetherClient> make = () => { var client = new TogetherClient(); return client; }; app.MapGet(\"/\", () => make().BaseAddress);")]
    public Task One_of_the_caller_or_of_the_application_is_not(string body) => InProgramAsync(Web(body));

    [Fact]
    public Task A_controllers_action_is_such_a_place_and_its_helpers_are_not() => InProgramAsync(
        """
        using TogetherAI;
        public class ModelsController : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            public int Get() { using var client = {|TAI2007:new TogetherClient()|}; return 1; }
            public int GetFor(string key) { using var client = new TogetherClient(key); return 1; }
            private int Other() { using var client = new TogetherClient(); return 1; }
        }
        """);

    [Fact]
    public Task Tests_may() => InMethodAsync(
        "for (int i = 0; i < 3; i++) { using var client = new TogetherClient(); }", new Dictionary<string, string> { ["build_property.IsTestProject"] = "true" });

    [Fact]
    public Task Unfinished_code_does_no_harm() => InUnfinishedAsync("class C { void M() { while (true) { var c = new TogetherAI.TogetherClient(x; } } }");

    private static string Web(string body) => "using Microsoft.AspNetCore.Builder; using TogetherAI; var app = WebApplication.Create(); " + body;
}
