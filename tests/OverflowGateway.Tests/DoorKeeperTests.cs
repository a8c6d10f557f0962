namespace OverflowGateway.Tests;

/// <summary>A gateway spends its owner's money: who may come in.</summary>
public class DoorKeeperTests
{
    [Theory]
    [InlineData("GET", "/v1/models")]
    [InlineData("POST", "/v1/chat/completions")]
    [InlineData("GET", "/v2/anything")]
    [InlineData("POST", "/")]
    [InlineData("DELETE", "/router/snapshot")]
    public async Task With_a_key_only_those_come_in_who_send_it(string method, string path)
    {
        await using Gateway gateway = await Gateways.StartOfflineAsync("--Gateway:ClientKey=open-sesame");
        using HttpClient http = gateway.CreateHttpClient();
        HttpRequestMessage without = new(new HttpMethod(method), path);
        await RoutedChatTests.AssertErrorAsync(await http.SendAsync(without), 401, "invalid_request_error", "The key is missing or wrong");
        HttpRequestMessage with = new(new HttpMethod(method), path) { Headers = { { "Authorization", "Bearer open-sesame" } } };
        Assert.NotEqual(401, (int)(await http.SendAsync(with)).StatusCode);
    }

    [Fact]
    public async Task The_page_asks_for_no_key()
    {
        await using Gateway gateway = await Gateways.StartOfflineAsync("--Gateway:ClientKey=open-sesame");
        using HttpClient http = gateway.CreateHttpClient();
        foreach (string path in (string[])["/", "/router/page.css", "/router/page.js", "/router/charts.js", "/router/snapshot"])
            Assert.Equal(200, (int)(await http.GetAsync(new Uri(path, UriKind.Relative))).StatusCode);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Host", "evil.example")]
    public async Task Without_a_key_no_website_comes_in(string header, string value)
    {
        await using Gateway gateway = await Gateways.StartOfflineAsync();
        using HttpClient http = gateway.CreateHttpClient();
        HttpRequestMessage request = new(HttpMethod.Get, "/v1/models");
        request.Headers.TryAddWithoutValidation(header, value);
        await RoutedChatTests.AssertErrorAsync(await http.SendAsync(request), 403, "invalid_request_error", "answers no websites");
    }

    [Fact]
    public async Task Settings_that_lack_something_say_what()
    {
        GatewaySettingsException e = await Assert.ThrowsAsync<GatewaySettingsException>(
            () => Gateway.StartAsync(["--urls=http://127.0.0.1:0", "--Gateway:Upstream=https://upstream.example", "--Gateway:ApiKey=k"]));
        Assert.Contains("Gateway:Dedicated is missing", e.Message, StringComparison.Ordinal);
        e = await Assert.ThrowsAsync<GatewaySettingsException>(
            () => Gateway.StartAsync(["--urls=http://127.0.0.1:0", "--Gateway:Upstream=https://upstream.example/v1"]));
        Assert.Contains("an address without a path", e.Message, StringComparison.Ordinal);
    }
}
