package dev.quartet.dashboard.config;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** How long browsers keep what: for ever where the address bears a version, else as long as the content's tag is the same. */
@Configuration(proxyBeanMethods = false)
class StaticFiles implements WebMvcConfigurer {
    private static final List<String> FOLDERS = List.of("elements", "styles", "aura");
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
    /** The hash of a style sheet's content, with which Flow asks for it. */
    private static final String CONTENT_HASH = "v-c";

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/vendor/**")
                .addResourceLocations("classpath:/META-INF/resources/vendor/")
                .setCacheControl(FOR_EVER);
        // The build's files all bear one date: it says nothing about their content.
        for (String folder : FOLDERS) {
            registry.addResourceHandler("/" + folder + "/**")
                    .addResourceLocations("classpath:/META-INF/resources/" + folder + "/")
                    .setUseLastModified(false);
        }
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        HandlerInterceptor kept = new HandlerInterceptor() {
            @Override
            public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
                boolean versioned = request.getParameter(CONTENT_HASH) != null;
                response.setHeader(
                        HttpHeaders.CACHE_CONTROL, (versioned ? FOR_EVER : CacheControl.noCache()).getHeaderValue());
                return true;
            }
        };
        registry.addInterceptor(kept)
                .addPathPatterns(
                        FOLDERS.stream().map(folder -> "/" + folder + "/**").toList());
    }

    @Bean
    FilterRegistrationBean<ShallowEtagHeaderFilter> contentTags() {
        FilterRegistrationBean<ShallowEtagHeaderFilter> tags =
                new FilterRegistrationBean<>(new ShallowEtagHeaderFilter());
        FOLDERS.forEach(folder -> tags.addUrlPatterns("/" + folder + "/*"));
        return tags;
    }
}
