namespace TogetherAI.Local.Tests.Wire;

public class ModelsShapeTests
{
    [Fact]
    public async Task The_list_is_a_bare_array()
    {
        await using LocalTogether local = await Hosts.StartAsync();
        using HttpClient http = local.CreateHttpClient();
        Assert.Equal(
            """[{"id":"tai-tiny","object":"model","created":0,"type":"chat","display_name":"tai-tiny","organization":"local","context_length":1024,"pricing":{"hourly":0,"input":0,"output":0,"base":0,"finetune":0}}]""",
            await http.GetStringAsync("/v1/models"));
        Assert.Equal("[]", await http.GetStringAsync("/v1/models?dedicated=true"));
    }

    [Theory]
    [InlineData("/v1/chat/completions", "\"messages\":[{\"role\":\"user\",\"content\":\"Hello!\"}]")]
    [InlineData("/v1/completions", "\"prompt\":\"Hello\"")]
    public async Task A_model_that_is_not_there_is_404(string path, string field)
    {
        await using LocalTogether local = await Hosts.StartAsync();
        (int status, string body) = await local.PostAsync(path, $$"""{"model":"acme/none",{{field}}}""");
        Assert.Equal(404, status);
        Assert.Equal(
            """{"error":{"message":"Unable to access model acme/none. This local server has: tai-tiny.","type":"invalid_request_error","param":"model","code":"model_not_available"}}""",
            body);
    }

    [Fact]
    public async Task Any_model_is_answered_where_that_was_asked_for()
    {
        await using LocalTogether local = await Hosts.StartAsync(configure: static o => o.AnswerAnyModel = true);
        (int status, string body) = await local.ChatAsync("""{"model":"acme/none","messages":[{"role":"user","content":"What is the capital of France?"}]}""");
        Assert.Equal(200, status);
        Assert.Contains("\"model\":\"acme/none\"", body, StringComparison.Ordinal);
        Assert.Contains("Paris", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alias_to_nothing_stops_the_start()
    {
        ArgumentException e = await Assert.ThrowsAsync<ArgumentException>(() => Hosts.StartAsync(configure: static o => o.Aliases["a"] = "b"));
        Assert.Contains("An alias leads to b", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_from_a_folder_is_served_under_its_name_and_is_the_default()
    {
        await using LocalTogether local = await Hosts.StartAsync(configure: static o =>
            o.Models.Add("acme/own", Testing.RepositoryFiles.Path("src", "TogetherAI.Local", "Models", "tai-tiny")));
        Assert.Equal("acme/own", local.DefaultModel);
        (int status, string body) = await local.ChatAsync("""{"model":"acme/own","messages":[{"role":"user","content":"What is the capital of France?"}]}""");
        Assert.Equal(200, status);
        Assert.Contains("Paris", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_stops_the_start() =>
        await Assert.ThrowsAsync<DirectoryNotFoundException>(() => Hosts.StartAsync(configure: static o => o.Models.Add("/no/such/folder")));

    [Fact]
    public void Two_models_cannot_have_one_name()
    {
        LocalTogetherOptions options = new();
        options.Models.Add("models/one");
        Assert.Throws<ArgumentException>(() => options.Models.Add("other/one/"));
        Assert.Equal("one", Assert.Single(options.Models).Key);
    }
}
