namespace OverflowGateway.Tests;

/// <summary>A gateway spends its owner's money: who may come in.</summary>
public class DoorKeeperTests
{
    [Fact]
    public async Task With_a_key_only_those_come_in_who_send_it()
    {
        await using Gateway gateway = await Gateways.StartOfflineAsync("--Gateway:ClientKey=open-sesame");
        using HttpClient http = gateway.CreateHttpClient();
        await RoutedChatTests.AssertErrorAsync(await http.GetAsync(new Uri("/v1/models", UriKind.Relative)), 401, "invalid_request_error", "The key is missing or wrong");
        http.DefaultRequestHeaders.Add("Authorization", "Bearer open-sesame");
        Assert.Equal(200, (int)(await http.GetAsync(new Uri("/v1/models", UriKind.Relative))).StatusCode);
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
