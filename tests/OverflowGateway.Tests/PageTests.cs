using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TogetherAI;
using static Microsoft.Playwright.Assertions;

namespace OverflowGateway.Tests;

/// <summary>The live page: its figures, and what a browser shows of them.</summary>
public class PageTests
{
    [Fact]
    public async Task The_snapshot_has_what_happened()
    {
        await using Gateway gateway = await Gateways.StartOfflineAsync();
        await AskAsync(gateway, count: 3);
        using HttpClient http = gateway.CreateHttpClient();
        JsonNode snapshot = JsonNode.Parse(await http.GetStringAsync(new Uri("/router/snapshot", UriKind.Relative)))!;
        Assert.Equal(0.7, snapshot["objectiveSeconds"]!.GetValue<double>());
        Assert.Equal(3, snapshot["router"]!["arrivals"]!.GetValue<int>());
        Assert.Equal(["acme/support-chat", "tai-tiny-turbo"], snapshot["lanes"]!.AsArray().Select(static lane => lane!["name"]!.GetValue<string>()));
        Assert.Equal("Healthy", snapshot["lanes"]![0]!["state"]!.GetValue<string>());
        Assert.InRange(snapshot["p95"]!.GetValue<double>(), 0.01, 60);
    }

    [Fact]
    public async Task A_browser_shows_requests_times_spills_hedges_and_dollars_as_they_change()
    {
        await using Browser browser = await Browser.StartAsync();
        await using Gateway gateway = await Gateways.StartOfflineAsync();
        IPage page = await browser.OpenAsync(gateway.Address);
        List<string> errors = [];
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                errors.Add(message.Text);
        };
        page.PageError += (_, error) => errors.Add(error);
        await Expect(page.Locator("#live")).ToHaveTextAsync("Live");
        await Expect(page.Locator("#arrivals")).ToContainTextAsync("0 in all");
        await Expect(page.Locator("#p95")).ToHaveTextAsync("–");

        await AskAsync(gateway, count: 2);
        await AskAsync(gateway, count: 1, lane: "tai-tiny-turbo");
        await Expect(page.Locator("#arrivals")).ToContainTextAsync("3 in all");
        await Expect(page.Locator("#p95")).ToHaveTextAsync(new Regex(@"^\d+ ms$|^\d+\.\d s$"));
        await Expect(page.Locator("#objective")).ToHaveTextAsync("95 % of first tokens within 700 ms");
        // Whether a hedge was fired on the way depends on this machine; the page says what the router says.
        RouterSnapshot snapshot = gateway.Router.Snapshot();
        (LaneSnapshot reserved, LaneSnapshot overflow) = (snapshot.Lanes[0], snapshot.Lanes[1]);
        await Expect(page.Locator("#spills")).ToHaveTextAsync(Text(reserved.Spills + overflow.Spills));
        await Expect(page.Locator("#hedges")).ToHaveTextAsync(
            $"{Text(reserved.HedgesWon + overflow.HedgesWon)} of {Text(reserved.HedgesFired + overflow.HedgesFired)}");
        await Expect(page.Locator("#dollars")).ToHaveTextAsync(new Regex(@"^\$0\.000[0-9]*[1-9][0-9]*$"));
        ILocator row = page.Locator("#lanes tr").First;
        await Expect(row).ToContainTextAsync("acme/support-chat");
        await Expect(row).ToContainTextAsync("healthy");
        await Expect(row.Locator("td").Nth(7)).ToHaveTextAsync(Text(reserved.Requests));
        await Expect(page.Locator("#lanes tr").Nth(1).Locator("td").Nth(7)).ToHaveTextAsync(Text(overflow.Requests));
        await Expect(page.Locator("#rate-chart path")).ToHaveCountAsync(2);
        await Expect(page.Locator("#time-chart path")).ToHaveCountAsync(3);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_browser_says_when_the_gateway_is_gone()
    {
        await using Browser browser = await Browser.StartAsync();
        IPage page;
        await using (Gateway gateway = await Gateways.StartOfflineAsync())
        {
            page = await browser.OpenAsync(gateway.Address, ColorScheme.Dark);
            await Expect(page.Locator("#live")).ToHaveTextAsync("Live");
        }

        await Expect(page.Locator("#live")).ToContainTextAsync("The gateway does not answer");
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static async Task AskAsync(Gateway gateway, int count, string? lane = null)
    {
        using TogetherClient client = new(new TogetherClientOptions
        {
            BaseAddress = gateway.Address,
            AllowAnonymous = true,
            DefaultHeaders = { ["x-route-lane"] = lane ?? "" },
        });
        ChatRequest request = new() { Model = "support-chat", Messages = [ChatMessage.User("What is the capital of France?")], MaxTokens = 16 };
        for (int i = 0; i < count; i++)
            await client.Chat.CreateAsync(request);
    }
}
