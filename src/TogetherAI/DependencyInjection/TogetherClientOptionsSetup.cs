using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TogetherAI;

/// <summary>
/// Gives options what the container knows: its clock, its loggers, and the section of its configuration. Runs before the application's own
/// delegates, which may replace all of it. Thread-safe.
/// </summary>
internal sealed class TogetherClientOptionsSetup(IServiceProvider provider) : IConfigureNamedOptions<TogetherClientOptions>
{
    public void Configure(TogetherClientOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, TogetherClientOptions options)
    {
        options.TimeProvider = provider.GetService<TimeProvider>() ?? options.TimeProvider;
        options.LoggerFactory = provider.GetService<ILoggerFactory>();
        string section = string.IsNullOrEmpty(name) ? TogetherClientOptions.SectionName : $"{TogetherClientOptions.SectionName}:{name}";
        provider.GetService<IConfiguration>()?.GetSection(section).Bind(options);
    }
}
