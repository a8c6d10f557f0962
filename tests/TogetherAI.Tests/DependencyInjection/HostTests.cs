using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TogetherAI.Tests.DependencyInjection;

public class HostTests
{
    [Fact]
    public async Task A_host_with_bad_options_does_not_start_and_names_the_faults()
    {
        using IHost host = Build(
            new()
            {
                ["Together:Retry:MaxRetries"] = "99",
                ["Together:eu:BaseAddress"] = "ftp://example.test",
            },
            services =>
            {
                services.AddTogetherClient(options => options.Timeouts.Idle = TimeSpan.Zero);
                services.AddTogetherClient("eu");
            });
        AggregateException thrown = await Assert.ThrowsAsync<AggregateException>(() => host.StartAsync());
        string[] faults = [.. thrown.InnerExceptions.Cast<OptionsValidationException>().SelectMany(exception => exception.Failures).Order(StringComparer.Ordinal)];
        Assert.Equal(3, faults.Length);
        Assert.StartsWith("BaseAddress 'ftp://example.test/' ", faults[0], StringComparison.Ordinal);
        Assert.StartsWith("Retry.MaxRetries is 99; ", faults[1], StringComparison.Ordinal);
        Assert.StartsWith("Timeouts.Idle is 00:00:00; ", faults[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_that_is_no_value_stops_the_start_and_is_named()
    {
        using IHost host = Build(new() { ["Together:Timeouts:Attempt"] = "soon" }, services => services.AddTogetherClient());
        InvalidOperationException thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync());
        Assert.Contains("Together:Timeouts:Attempt", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_starts_without_a_key_and_the_first_call_says_how_to_set_it()
    {
        if (Environment.GetEnvironmentVariable("TOGETHER_API_KEY") is not null)
            Assert.Skip("TOGETHER_API_KEY is set.");
        using IHost host = Build([], services => services.AddTogetherClient().HttpClientBuilder.ConfigurePrimaryHttpMessageHandler(() => new FakeHandler()));
        await host.StartAsync();
        TogetherClient client = host.Services.GetRequiredService<TogetherClient>();
        TogetherAuthenticationException thrown = await Assert.ThrowsAsync<TogetherAuthenticationException>(() => client.Chat.CreateAsync(Calls.Question));
        Assert.Contains("TOGETHER_API_KEY", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("Together:ApiKey", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_come_from_the_configuration_and_then_from_code()
    {
        using IHost host = Build(
            new()
            {
                ["Together:ApiKey"] = "k",
                ["Together:BaseAddress"] = "https://configured.example.test/v1",
                ["Together:ProjectId"] = "p",
                ["Together:DefaultMaxTokens"] = "64",
                ["Together:AllowAnonymous"] = "true",
                ["Together:UserAgent"] = "my-app/1.2",
                ["Together:DefaultHeaders:x-team"] = "blue",
                ["Together:Retry:MaxRetries"] = "5",
                ["Together:Retry:BaseDelay"] = "00:00:00.250",
                ["Together:Retry:Seed"] = "3",
                ["Together:Timeouts:FirstToken"] = "00:00:20",
                ["Together:Timeouts:Total"] = "-00:00:00.001",
                ["Together:Telemetry:RecordContent"] = "true",
                ["Together:eu:DefaultMaxTokens"] = "32",
            },
            services =>
            {
                services.AddTogetherClient(options => options.DefaultMaxTokens *= 2);
                services.AddTogetherClient("eu");
            });
        IOptionsMonitor<TogetherClientOptions> monitor = host.Services.GetRequiredService<IOptionsMonitor<TogetherClientOptions>>();
        TogetherClientOptions options = monitor.CurrentValue;
        Assert.Equal("k", options.ApiKey);
        Assert.Equal("https://configured.example.test/v1", options.BaseAddress?.OriginalString);
        Assert.Equal("p", options.ProjectId);
        Assert.Equal(128, options.DefaultMaxTokens);
        Assert.True(options.AllowAnonymous);
        Assert.Equal("my-app/1.2", options.UserAgent);
        Assert.Equal("blue", options.DefaultHeaders["X-Team"]);
        Assert.Equal(5, options.Retry.MaxRetries);
        Assert.Equal(TimeSpan.FromMilliseconds(250), options.Retry.BaseDelay);
        Assert.Equal(TimeSpan.FromSeconds(8), options.Retry.MaxDelay);
        Assert.Equal(3, options.Retry.Seed);
        Assert.Equal(TimeSpan.FromSeconds(20), options.Timeouts.FirstToken);
        Assert.Equal(Timeout.InfiniteTimeSpan, options.Timeouts.Total);
        Assert.True(options.Telemetry.RecordContent);

        TogetherClientOptions eu = monitor.Get("eu");
        Assert.Equal(32, eu.DefaultMaxTokens);
        Assert.Null(eu.ApiKey);
        Assert.Equal("https://configured.example.test/", host.Services.GetRequiredService<TogetherClient>().BaseAddress.AbsoluteUri);
    }

    [Fact]
    public async Task No_line_of_any_log_holds_the_key_or_a_gateways()
    {
        LogCollector log = new();
        using IHost host = Build(
            new() { ["Together:ApiKey"] = "sk-secret-key", ["Together:DefaultHeaders:x-gateway-key"] = "gw-secret-key" },
            services =>
            {
                services.AddLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(log));
                services.AddTogetherClient(options => options.Telemetry.RecordContent = true).HttpClientBuilder
                    .ConfigurePrimaryHttpMessageHandler(() => new FakeHandler().ThenJson(Calls.Answer("ok")));
            });
        await host.StartAsync();
        await host.Services.GetRequiredService<TogetherClient>().Chat.CreateAsync(Calls.Question);

        Assert.Contains(log.Lines, line => line.Category == "TogetherAI.TogetherClient" && line.Id == 2);
        Assert.Contains(log.Lines, line => line.Category == "System.Net.Http.HttpClient.TogetherAI.LogicalHandler" && line.Text.Contains("Authorization", StringComparison.Ordinal));
        Assert.All(log.Lines, line => Assert.DoesNotContain("secret-key", line.Text + line.Detail, StringComparison.Ordinal));
    }

    private static IHost Build(Dictionary<string, string?> settings, Action<IServiceCollection> register)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings);
        register(builder.Services);
        return builder.Build();
    }
}
