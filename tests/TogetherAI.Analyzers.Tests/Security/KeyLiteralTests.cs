using TogetherAI.CodeFixes;

namespace TogetherAI.Analyzers.Tests;

public class KeyLiteralTests : FixTests<KeyLiteralAnalyzer, KeyLiteralFix>
{
    private const string Key = "\"tgp_v1_4f1c0a9be27d48d3a6b5570e9c12ff08\"";

    [Theory]
    [InlineData($"var client = new TogetherClient({{|TAI3001:{Key}|}});")]
    [InlineData($"using TogetherClient client = new(apiKey: {{|TAI3001:{Key}|}});")]
    [InlineData($"var options = new TogetherClientOptions {{ ApiKey = {{|TAI3001:{Key}|}} }};")]
    [InlineData($"var options = new TogetherClientOptions(); options.ApiKey = {{|TAI3001:{Key}|}};")]
    [InlineData($"Action<TogetherClientOptions> set = o => o.ApiKey = {{|TAI3001:{Key}|}};")]
    [InlineData($"const string key = {Key}; var client = new TogetherClient({{|TAI3001:key|}});")]
    [InlineData($"string key = {Key}; var client = new TogetherClient({{|TAI3001:key|}});")]
    [InlineData("var client = new TogetherClient({|TAI3001:\"tgp_v1_4f1c0a9be27d\" + \"48d3a6b5570e9c12ff08\"|});")]
    [InlineData($"new RouterOptions().Dedicated(\"acme/chat\", 8m, lane => lane.ApiKey = {{|TAI3001:{Key}|}});")]
    [InlineData($"var options = new TogetherClientOptions {{ BaseAddress = new Uri(\"https://api.together.ai\"), ApiKey = {{|TAI3001:{Key}|}} }};")]
    [InlineData($"var other = new TogetherClientOptions {{ BaseAddress = new Uri(\"http://localhost:8080\") }}; var options = new TogetherClientOptions {{ ApiKey = {{|TAI3001:{Key}|}} }};")]
    [InlineData($"var client = new TogetherClient(Environment.GetEnvironmentVariable(\"KEY\") ?? {{|TAI3001:{Key}|}});")]
    [InlineData($"var options = new TogetherClientOptions {{ ApiKey = condition ? model : {{|TAI3001:{Key}|}} }};")]
    public Task A_key_in_the_sources_is_found(string body) => InMethodAsync(body);

    [Theory]
    [InlineData("var client = new TogetherClient(Environment.GetEnvironmentVariable(\"TOGETHER_API_KEY\")!);")]
    [InlineData("var client = new TogetherClient(model);")]
    [InlineData("var client = new TogetherClient(\"short\");")]
    [InlineData("var client = new TogetherClient(\"<your key, from the settings>\");")]
    [InlineData("var client = new TogetherClient(\"YOUR_TOGETHER_API_KEY_HERE\");")]
    [InlineData("var client = new TogetherClient(\"test-0123456789abcdef0123\");")]
    [InlineData("var client = new TogetherClient(\"xxxxxxxxxxxxxxxxxxxxxxxxxxxx\");")]
    [InlineData("var client = new TogetherClient(\"put the key of your account in here\");")]
    [InlineData("var client = new TogetherClient(\"{{together_api_key_goes_in_here}}\");")]
    [InlineData($"var options = new TogetherClientOptions {{ BaseAddress = new Uri(\"http://127.0.0.1:8080\"), ApiKey = {Key} }};")]
    [InlineData($"Action<TogetherClientOptions> set = o => {{ o.BaseAddress = new Uri(\"http://localhost:8080\"); o.ApiKey = {Key}; }};")]
    [InlineData($"string key = {Key}; key = model; var client = new TogetherClient(key);")]
    [InlineData($"string project = {Key}; var options = new TogetherClientOptions {{ ProjectId = project }};")]
    [InlineData("var options = new TogetherClientOptions { ApiKey = null };")]
    [InlineData("var client = new TogetherClient(Environment.GetEnvironmentVariable(\"KEY\") ?? model);")]
    public Task A_stand_in_or_another_source_or_another_server_is_not(string body) => InMethodAsync(body);

    [Fact]
    public Task Tests_may_make_one_up() => InMethodAsync($"var client = new TogetherClient({Key});", new Dictionary<string, string> { ["build_property.IsTestProject"] = "true" });

    [Fact]
    public Task A_constant_elsewhere_is_found_where_it_is_used() => InProgramAsync(
        $"using TogetherAI; class Keys {{ public const string Ours = {Key}; }} class C {{ TogetherClient client = new({{|TAI3001:Keys.Ours|}}); }}");

    [Fact]
    public Task Unfinished_code_does_no_harm() => InUnfinishedAsync($"class C {{ void M() {{ var c = new TogetherAI.TogetherClient(apiKey: ; o.ApiKey = {Key} }} }}");

    [Theory]
    [InlineData($"// ours\nvar client = new TogetherClient({Key}); // the one", "// ours\nvar client = new TogetherClient(); // the one")]
    [InlineData($"var options = new TogetherClientOptions {{ ApiKey = /* ours */ {Key} }};", "var options = new TogetherClientOptions { ApiKey = /* ours */ Environment.GetEnvironmentVariable(\"TOGETHER_API_KEY\") };")]
    public Task The_fix_asks_the_environment(string before, string after) => FixInMethodAsync(before, after);

    [Fact]
    public Task The_fix_needs_no_using() => FixAsync(
        $"class C {{ TogetherAI.TogetherClientOptions options = new() {{ ApiKey = {Key} }}; }}",
        "class C { TogetherAI.TogetherClientOptions options = new() { ApiKey = System.Environment.GetEnvironmentVariable(\"TOGETHER_API_KEY\") }; }");

    [Theory]
    [InlineData($"const string key = {Key}; var client = new TogetherClient(key);")]
    [InlineData($"var client = new TogetherClient(/* ours */ {Key});")]
    [InlineData($"var client = new TogetherClient(model ?? {Key});")]
    public Task Where_the_key_or_a_comment_would_stay_or_go_nothing_is_offered(string body) => NoFixInMethodAsync(body);

    [Fact]
    public Task All_are_fixed_as_one_is() => FixAllInMethodAsync(
        $"var client = new TogetherClient({Key});\nvar options = new TogetherClientOptions {{ ApiKey = {Key} }};\noptions.ApiKey = {Key};",
        "var client = new TogetherClient();\nvar options = new TogetherClientOptions { ApiKey = Environment.GetEnvironmentVariable(\"TOGETHER_API_KEY\") };\noptions.ApiKey = Environment.GetEnvironmentVariable(\"TOGETHER_API_KEY\");");
}
